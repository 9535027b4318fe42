"""Arguments that several commands take, each checked in one way."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from app.cli.output import Format

Form = Annotated[Format, Parameter(name="--format")]
"""How to print the answer."""
Limit = Annotated[int, Parameter(name=("--limit", "-n"), validator=Number(gte=1))]
"""Rows at most."""
PageLimit = Annotated[int | None, Parameter(name="--limit", show_default=False, validator=Number(gte=1))]
"""Pages of each source at most; None for all."""
Seconds = Annotated[float, Parameter(validator=Number(gt=0))]
"""How long to wait for something."""
Why = Annotated[str | None, Parameter(show_default=False)]
"""Why something is done."""
OldWhy = Annotated[str | None, Parameter(show=False)]
"""Likewise, as it was called before: still taken, not shown."""
