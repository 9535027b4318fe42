"""``figurewatch explain``: where a claim, an article or an alert comes from, or why a number is no claim."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from app.cli.arguments import Form
from app.cli.output import Format, as_json, console, fits, in_tenths, make_records, make_table, write_rows
from extractors.errors import ConfigError


def explain(
    what: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    why_not: str | None = None,
    form: Form = "table",
) -> int:
    """Say where a figure comes from, or why a number is no claim.

    Parameters
    ----------
    what
        The id of a claim, figure, series, event, alert or article, as the warehouse has them; a page's URL, also
        where it gave no article; or a file (- for standard input): then every number in it with what was made of it.
    why_not
        An alert rule: say which of its conditions decided about the figure, event or claim.
    form
        How to print the answer.
    """
    if why_not is not None:
        from app.cli.why_not import explain_why_not

        return explain_why_not(why_not, what, form)
    if what == "-" or Path(what).is_file():
        return _explain_text(what, form)
    from app.cli.ask import open_warehouse
    from app.cli.for_people import in_words
    from warehouse.explain import explain as look_up

    found = look_up(open_warehouse(), what)
    if found is None:
        raise ConfigError(_nothing(what))
    if form != "table":
        sys.stdout.write(as_json([{"what": part.title, "rows": part.table.records()} for part in found]) + "\n")
        return 0
    out = console()
    for part in found:
        if part.table.rows:
            out.print(part.title, style="bold", markup=False)
            columns, read = in_words(part.table.columns, part.table.rows)
            rows = [in_tenths(columns, row) for row in read]
            several = len(rows) > 1 and fits(columns, rows, out.width)
            out.print((make_table if several else make_records)(columns, rows))
    return 0


def _nothing(what: str) -> str:
    if "://" in what:
        return f"{what!r} was never asked for; `figurewatch source test ID` shows what a source lists"
    return f"{what!r} is no file, and the warehouse has no claim, figure, series, event, alert or article of that id"


def _explain_text(what: str, form: Format) -> int:
    from alerts.periods import say_iso_period
    from app.cli.extract import ExtractArguments, extract_article

    result = extract_article(ExtractArguments(what))
    rows = [
        (
            claim["start"],
            claim["quote"],
            _move(claim) + _value(claim),
            claim["measure"],
            claim["subject"],
            say_iso_period(claim["period_iso"]) or claim["period"],
            claim["modality"],
            claim["attributed_to"],
            f"{claim['kind']}: {', '.join(claim['rules'])}",
        )
        for claim in result["claims"]
    ]
    rows += [
        (drop["start"], drop["quote"], "dropped", None, None, None, None, None, drop["reason"])
        for drop in result["dropped"]
    ]
    columns = ("at", "words", "made of it", "measure", "subject", "period", "mood", "said by", "why")
    write_rows(columns, sorted(rows, key=lambda row: row[0]), form, empty="no numbers in it")
    return 0


def _move(claim: Mapping[str, Any]) -> str:
    return f"{claim['change']} " if claim["change"] else ""


def _value(claim: Mapping[str, Any]) -> str:
    from alerts.numbers import say_value

    low, high = (Decimal(str(end)) for end in claim["value"])
    return say_value(low, high, bound=claim["bound"], kind=claim["kind"], unit=claim["unit"], per=claim["per"])
