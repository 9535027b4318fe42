"""Tables that turn the words of our claims into the words of NewsQuant's labels.

NewsQuant names units in full, British, singular and lower case ("kilometre per hour"), knows no kinds, and
merges bound and direction into one symbol. Nothing here is used by the extractor.
"""

from __future__ import annotations

# ISO 4217 code -> name. "$" without a country is the US dollar and called plain "dollar".
CURRENCIES: dict[str, str] = {
    "USD": "dollar",
    "AED": "united arab emirates dirham",
    "ARS": "argentine peso",
    "AUD": "australian dollar",
    "BDT": "bangladeshi taka",
    "BGN": "bulgarian lev",
    "BRL": "brazilian real",
    "BTC": "bitcoin",
    "CAD": "canadian dollar",
    "CHF": "swiss franc",
    "CLP": "chilean peso",
    "CNY": "chinese yuan",
    "COP": "colombian peso",
    "CZK": "czech koruna",
    "DEM": "deutsche mark",
    "DKK": "danish krone",
    "EGP": "egyptian pound",
    "ESP": "peseta",
    "ETH": "ethereum",
    "EUR": "euro",
    "FRF": "french franc",
    "GBP": "pound sterling",
    "GEL": "georgian lari",
    "GHS": "ghanaian cedi",
    "HKD": "hong kong dollar",
    "HRK": "croatian kuna",
    "HUF": "hungarian forint",
    "IDR": "indonesian rupiah",
    "ILS": "shekel",
    "INR": "indian rupee",
    "IRR": "iranian rial",
    "ISK": "icelandic krona",
    "ITL": "italian lira",
    "JPY": "japanese yen",
    "KES": "kenyan shilling",
    "KRW": "south korean won",
    "KWD": "kuwaiti dinar",
    "KZT": "kazakhstani tenge",
    "LAK": "lao kip",
    "LKR": "sri lankan rupee",
    "MXN": "mexican peso",
    "MYR": "malaysian ringgit",
    "NGN": "nigerian naira",
    "NOK": "norwegian krone",
    "NZD": "new zealand dollar",
    "PEN": "peruvian sol",
    "PHP": "philippine peso",
    "PKR": "pakistani rupee",
    "PLN": "polish zloty",
    "QAR": "qatari riyal",
    "RON": "romanian leu",
    "RUB": "russian ruble",
    "SAR": "saudi riyal",
    "SEK": "swedish krona",
    "SGD": "singapore dollar",
    "THB": "thai baht",
    "TRY": "turkish lira",
    "TWD": "new taiwan dollar",
    "TZS": "tanzanian shilling",
    "UAH": "ukrainian hryvnia",
    "UGX": "ugandan shilling",
    "VND": "vietnamese dong",
    "NPR": "nepalese rupee",
    "OMR": "omani rial",
    "MAD": "moroccan dirham",
    "JOD": "jordanian dinar",
    "IQD": "iraqi dinar",
    "BHD": "bahraini dinar",
    "DZD": "algerian dinar",
    "TND": "tunisian dinar",
    "LBP": "lebanese pound",
    "ETB": "ethiopian birr",
    "ZMW": "zambian kwacha",
    "KHR": "cambodian riel",
    "MMK": "burmese kyat",
    "MNT": "mongolian tugrik",
    "AMD": "armenian dram",
    "AZN": "azerbaijani manat",
    "CRC": "costa rican colon",
    "XAF": "central african cfa franc",
    "ZAR": "south african rand",
}

# Currency names that keep the printed word when no country is named with them.
PLAIN_CURRENCY_WORDS: dict[str, str] = {"rupee": "rupee", "peso": "peso", "shilling": "shilling"}

# The hundredth part by the word it was printed with -> name; the value is counted in it, not in the currency.
# A bare "p" is called "point" by the dictionary NewsQuant was labelled with.
MINOR_UNITS: dict[str, str] = {
    "cent": "cent",
    "cents": "cent",
    "¢": "cent",
    "c": "cent",
    "pence": "penny",
    "penny": "penny",
    "pennies": "penny",
    "p": "point",
    "sen": "sen",
    "paise": "paisa",
    "fen": "fen",
    "kopecks": "kopeck",
}

_PREFIXES = {
    "h": "hecto", "Y": "yotta",
    "n": "nano", "µ": "micro", "u": "micro", "m": "milli", "c": "centi", "d": "deci",
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa", "Z": "zetta",
}  # fmt: skip

# symbol -> (name, prefixes it takes)
_PREFIXED: dict[str, tuple[str, str]] = {
    "m": ("metre", "nµumcdk"),
    "g": ("gram", "nµumk"),
    "L": ("litre", "mcdhMG"),
    "l": ("litre", "mcd"),
    "W": ("watt", "mkMGT"),
    "Wh": ("watt hour", "kMGT"),
    "Hz": ("hertz", "kMGT"),
    "B": ("byte", "kMGTPEZY"),
    "bit": ("bit", "kMGT"),
    "J": ("joule", "kMGTP"),
    "V": ("volt", "mkM"),
    "A": ("ampere", "mk"),
    "Ah": ("ampere-hour", "m"),
    "F": ("farad", "µm"),
    "Pa": ("pascal", "hkMG"),
    "N": ("newton", "k"),
    "Nm": ("newton metre", "k"),
    "s": ("second", "nµm"),
    "t": ("metric ton", "kMG"),
    "mol": ("mole", "m"),
    "cal": ("calorie", "k"),
    "Sv": ("sievert", "mµ"),
    "Bq": ("becquerel", "kMGTP"),
    "Gy": ("gray", "m"),
    "Ω": ("ohm", "kM"),
    "eV": ("electronvolt", "kMGT"),
    "FLOP": ("flop", "kMGTPE"),
}

_UNITS: dict[str, str] = {
    # length, area, volume
    "mi": "mile", "mile": "mile", "ft": "foot", "foot": "foot", "in": "inch", "inch": "inch",
    "yd": "yard", "yard": "yard",
    "nmi": "nautical mile", "ly": "light-year", "light-year": "light-year", "au": "astronomical unit",
    "AU": "astronomical unit", "ha": "hectare", "hectare": "hectare", "ac": "acre", "acre": "acre",
    "ft2": "square foot", "yd2": "square yard", "in2": "square inch", "mm2": "square millimetre",
    "cm3": "cubic centimetre", "km3": "cubic kilometre", "yd3": "cubic yard", "in3": "cubic inch",
    "furlong": "furlong", "fathom": "fathom", "parsec": "parsec", "astronomical_unit": "astronomical unit",
    "nautical mile": "nautical mile", "block": "block", "mu": "mu", "quart": "quart", "teaspoon": "teaspoon",
    "tablespoon": "tablespoon", "fluid ounce": "fluid ounce", "quintal": "quintal",
    "hundredweight": "hundredweight", "g-force": "g-force", "farad": "farad", "lux": "lux", "tesla": "tesla",
    "m2": "square metre", "m²": "square metre", "km2": "square kilometre", "km²": "square kilometre",
    "cm2": "square centimetre", "cm²": "square centimetre", "mm²": "square millimetre",
    "ft²": "square foot", "mi2": "square mile", "mi²": "square mile",
    "square mile": "square mile", "square foot": "square foot", "square yard": "square yard",
    "square inch": "square inch", "in²": "square inch", "yd²": "square yard",
    "m3": "cubic metre", "m³": "cubic metre", "ft3": "cubic foot", "ft³": "cubic foot", "cubic foot": "cubic foot",
    "km³": "cubic kilometre", "cm³": "cubic centimetre", "cc": "cubic centimetre", "in³": "cubic inch",
    "gal": "gallon", "gallon": "gallon", "pt": "pint", "pint": "pint", "qt": "quart", "fl oz": "fluid ounce",
    "tbsp": "tablespoon", "tsp": "teaspoon", "cup": "cup", "bbl": "barrel", "barrel": "barrel",
    "acre-foot": "acre-foot", "bushel": "bushel", "TEU": "twenty-foot equivalent unit",
    # mass
    "lb": "pound-mass", "oz": "ounce", "ounce": "ounce", "ton": "ton", "tonne": "metric ton",
    "metric ton": "metric ton", "long ton": "long ton", "short ton": "short ton", "st": "stone", "stone": "stone",
    "ct": "carat", "carat": "carat", "mcg": "microgram", "dram": "dram", "grain": "grain",
    # speed
    "mph": "mile per hour", "km/h": "kilometre per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour",
    "m/s": "metre per second", "kn": "knot", "kt": "knot", "knot": "knot", "rpm": "revolutions per minute",
    "mpg": "mile per gallon",
    # power, force, energy, pressure
    "hp": "horsepower", "bhp": "brake horsepower", "PS": "horsepower", "ps": "horsepower",
    "pound-foot": "pound-foot", "lb-ft": "pound-foot",
    "lbf-ft": "pound-foot", "ft-lb": "foot pound-force", "psi": "pound per square inch",
    "ksi": "kilopound per square inch", "bar": "bar", "mbar": "millibar", "atm": "atmosphere",
    "BTU": "british thermal unit", "Btu": "british thermal unit", "mmBTU": "mega british thermal unit",
    "MMBtu": "mega british thermal unit", "therm": "therm", "boe": "barrel of oil equivalent",
    "tce": "tonne of coal equivalent", "tonne of CO2 equivalent": "tonne of co2 equivalent", "EJ": "exajoule",
    "kWp": "kilowatt peak", "MWp": "megawatt peak", "GWp": "gigawatt peak",
    # temperature, angle
    "°C": "celsius", "degC": "celsius", "°F": "fahrenheit", "degF": "fahrenheit", "K": "kelvin", "°": "degree",
    "degree": "degree", "deg": "degree", "rad": "radian", "arcsecond": "arcsecond",
    # information
    "bps": "bit per second", "kbps": "kilobit per second", "Mbps": "megabit per second",
    "Gbps": "gigabit per second", "Tbps": "terabit per second", "b": "bit", "Mb": "megabit", "Gb": "gigabit",
    "Mbit": "megabit", "Gbit": "gigabit", "px": "pixel", "MP": "megapixel", "megapixel": "megapixel",
    "dpi": "dot per inch", "ppi": "pixel per inch", "fps": "frame per second",
    "qubit": "qubit", "pixel": "pixel", "token": "token",
    # sound, light, medicine, chemistry
    "dB": "decibel", "dBA": "decibel", "lm": "lumen", "cd": "candela", "lx": "lux", "nit": "nit",
    "ppm": "part per million", "ppb": "parts-per-billion", "ppt": "part per trillion", "pH": "ph",
    "mmHg": "millimetre of mercury", "IU": "international unit",
    # time
    "millisecond": "millisecond", "microsecond": "microsecond", "nanosecond": "nanosecond",
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "h": "hour",
    "d": "day", "day": "day", "week": "week", "wk": "week", "month": "month", "year": "year", "yr": "year",
    "y": "year", "decade": "decade", "century": "century", "millennium": "millennium", "fortnight": "fortnight",
    "night": "night", "quarter": "quarter", "season": "season",
    # shares, points
    "%": "percentage", "pp": "percentage point", "bp": "basis point", "point": "point", "pip": "pip",
    "WAR": "win above replacement",
}  # fmt: skip

UNITS: dict[str, str] = {
    **{p + symbol: _PREFIXES[p] + name for symbol, (name, taken) in _PREFIXED.items() for p in taken},
    **{symbol: name for symbol, (name, _) in _PREFIXED.items()},
    **_UNITS,
    "kB": "kilobyte",
    "KB": "kilobyte",
    "kt": "kilotonne",
    "Mt": "megatonne",
}

# A count noun that NewsQuant names otherwise.
COUNT_NAMES: dict[str, str] = {"person": "people", "time": "count", "td": "touch down", "ppl": "people"}

# An abbreviated thing counted, as printed.
ABBREVIATED_COUNTS: dict[str, str] = {"TD": "touch down", "TDs": "touch down", "WAR": "win above replacement"}

# American or other spellings of a rate's denominator.
BRITISH: dict[str, str] = {
    "gramme": "gram", "meter": "metre", "liter": "litre", "kilometer": "kilometre", "kilo": "kilogram",
    "centimeter": "centimetre", "annum": "year", "person": "person",
}  # fmt: skip

# Vague plurals become the decade they open: "thousands" is 1000-10000.
VAGUE_DECADES: dict[str, tuple[float, float]] = {
    "dozens": (12, 120),
    "tens": (10, 100),
    "scores": (20, 200),
    "hundreds": (100, 1000),
    "thousands": (1e3, 1e4),
    "tens of thousands": (1e4, 1e5),
    "hundreds of thousands": (1e5, 1e6),
    "millions": (1e6, 1e7),
    "tens of millions": (1e7, 1e8),
    "hundreds of millions": (1e8, 1e9),
    "billions": (1e9, 1e10),
    "tens of billions": (1e10, 1e11),
    "hundreds of billions": (1e11, 1e12),
    "trillions": (1e12, 1e13),
}

# Superlatives in "one of the best screens" are reduced to the plain adjective.
PLAIN_ADJECTIVES: dict[str, str] = {
    "best": "good", "better": "good", "worst": "bad", "worse": "bad", "biggest": "big", "hottest": "hot",
    "earliest": "early", "largest": "large", "latest": "late", "oldest": "old", "happiest": "happy",
    "easiest": "easy", "busiest": "busy", "wealthiest": "wealthy", "deadliest": "deadly", "heaviest": "heavy",
    "safest": "safe", "finest": "fine", "rarest": "rare", "wisest": "wise", "simplest": "simple",
    "strangest": "strange", "closest": "close", "saddest": "sad", "thinnest": "thin", "wettest": "wet",
    "most": "", "least": "",
}  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STOP_WORDS = frozenset(
    _words(
        """
        a an the of in on for at to by and or with from as than its their his her our your my this that these
        those all both each it he she they we you i who which whose whom what when where there here is are was
        were be been being has have had do does did will would can could may might must shall should not no nor
        but so if into over under about after before since until during between among across through per versus vs
        total overall s up down out off then also just only even still already more less most very such other some
        any own same however while whilst because us them him me around ever 's ’s
        """
    )
)
TIME_WORDS = frozenset(
    _words("last past next week weeks year years month months day days today yesterday quarter decade previous ago")
)
# Words that carry the number and its hedge at the start of a quote.
NUMBER_WORDS = frozenset(
    _words(
        """
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
        billion trillion quadrillion dozen hundreds thousands millions billions trillions dozens tens scores score
        lakh lakhs crore crores half third quarter fourth fifth sixth seventh eighth ninth tenth thirds quarters
        fourths fifths sixths eighths tenths m mn mln bn tn trn k b minus plus and point
        """
    )
)
HEDGE_WORDS = frozenset(
    _words(
        """
        about around approximately roughly nearly almost some estimated an a at least most up to as many much few
        no more than fewer less over under above below exceeding exceeded only just between from close or the well
        barely minimum maximum of another additional extra further total
        """
    )
)
MOVE_NOUNS = _words(
    """
    drop rise fall increase decrease decline growth gain loss improvement jump cut rebound boost surge slump
    dip slide reduction hike climb hit plunge advance contraction expansion raise discount uptick downturn
    spike slowdown
    """
)
