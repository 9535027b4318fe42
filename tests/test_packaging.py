"""What is shipped is what was written: the wheel's files, the lock's pins."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

import pytest

packaging = pytest.importorskip("packaging")
from packaging.requirements import Requirement  # noqa: E402
from packaging.utils import canonicalize_name  # noqa: E402
from packaging.version import Version  # noqa: E402

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def pins() -> list[tuple[Requirement, str]]:
    """Each locked requirement with the text of its hashes."""
    joined = LOCK.replace("\\\n", " ")
    found = []
    for line in joined.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, _, hashes = line.partition("--hash=")
            found.append((Requirement(requirement), "--hash=" + hashes))
    return found


def test_the_wheel_holds_every_file_the_program_reads(tmp_path: Path) -> None:
    """SQL and TOML in nested folders reach a wheel only if pyproject.toml names them."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts
    }
    assert not needed - shipped
    assert {Path(name).parts[0] for name in shipped} == {
        *PACKAGES,
        f"figurewatch-{PROJECT['project']['version']}.dist-info",
    }
    assert [name for name in shipped if name.endswith(".sql")]
    for part in ("config", "samples"):  # what `figurewatch demo` copies
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / part).rglob("*.*") if path.is_file()}
        assert {name.removeprefix("app/newsroom/") for name in shipped if "app/newsroom/" + part in name} == files
    assert [name for name in shipped if name.endswith(".toml")]


def test_every_library_that_is_imported_is_declared() -> None:
    declared = {canonicalize_name(Requirement(each).name) for each in PROJECT["project"]["dependencies"]}
    homes = packages_distributions()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                for top in {name.partition(".")[0] for name in names} - set(PACKAGES) - sys.stdlib_module_names:
                    assert declared & set(map(canonicalize_name, homes[top])), f"{path}: {top}"


def test_the_lock_pins_with_hashes_and_names_no_index() -> None:
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|-i ", LOCK)
    for requirement, hashes in pins():
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", hashes), requirement


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_satisfies_the_project(python: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    locked = {
        canonicalize_name(requirement.name): Version(str(requirement.specifier)[2:])
        for requirement, _ in pins()
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    wanted += PROJECT["build-system"]["requires"]
    for requirement in map(Requirement, wanted):
        assert canonicalize_name(requirement.name) in locked, requirement
        assert locked[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_every_dependency_of_a_locked_package_is_locked() -> None:
    """Installation uses --no-deps, so that nothing is resolved again: the lock has to be whole."""
    from importlib.metadata import requires

    locked = {canonicalize_name(requirement.name) for requirement, _ in pins()}
    missing = []
    for name in sorted(locked):
        try:
            wanted = requires(name) or []
        except PackageNotFoundError:  # pinned for another platform or Python
            continue
        missing += [
            f"{name} needs {requirement.name}"
            for requirement in map(Requirement, wanted)
            if (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
            and canonicalize_name(requirement.name) not in locked
        ]
    assert not missing


def test_the_installed_version_is_the_projects() -> None:
    assert version("figurewatch") == PROJECT["project"]["version"]
