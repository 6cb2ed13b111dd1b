"""How the brief looks: at a desk, on a phone and on one sheet of paper, always light."""

from base64 import b64encode
from functools import lru_cache

from kundagenda.charts.theme import FONT, PALETTES
from kundagenda.reports.picture import STATIC

_STYLE = """
@font-face{font-family:"Hanken Grotesk";font-weight:100 900;
  src:url(data:font/woff2;base64,TYPEFACE) format("woff2")}
@page{size:A4;margin:8mm 14mm}
:root{color-scheme:light}
*{box-sizing:border-box}
body{font:400 16px/1.5 FAMILY;color:INK;background:GROUND;margin:0 auto;max-width:722px;
  padding:20px 16px;overflow-wrap:break-word}
header{display:flex;justify-content:space-between;align-items:center;gap:16px;
  border-bottom:1px solid LINE;padding-bottom:10px}
header svg{flex:none}
header p{margin:0;text-align:right;font-size:14px;line-height:1.35}
header span{display:block;text-wrap:balance}
h1{font-size:28px;line-height:1.2;font-weight:700;margin:14px 0 8px;text-wrap:balance}
h2{font-size:16px;line-height:1.4;font-weight:600;margin:18px 0 4px}
h2 span,.q{color:QUIET;font-weight:400}
p{margin:10px 0}b,th{font-weight:600}
a{color:LINK;text-underline-offset:.2em}
ul{margin:0;padding:0;list-style:none}
dl{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:14px 0 10px}
dl div{border-top:2px solid INK;padding-top:6px;font-size:14px;line-height:1.4;color:QUIET}
dt,dd{margin:0}.v{font-size:28px;line-height:1.15;font-weight:600;color:INK}
.r{color:WARNING}.k{display:flex;flex-wrap:wrap;gap:2px 16px;font-size:13px;color:QUIET}
.k span{white-space:nowrap}.k i{display:inline-block;width:11px;height:11px;margin-right:6px;
  vertical-align:-1px}
.k .ka-diamond{width:8px;height:8px;vertical-align:1px;transform:rotate(45deg);background:INK}
.k .ka-ring{width:10px;height:10px;vertical-align:0;border-radius:50%;border:1.5px solid INK}
.k .ka-stroke{width:2px;height:9px;vertical-align:0;background:INK}
figure{margin:2px 0 0}figure svg{display:block;max-width:100%;height:auto}
td:first-child,td:nth-child(4){white-space:nowrap}
.n{display:none}.s{font-size:13px;color:QUIET;margin:2px 0}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{border-top:1px solid LINE;padding:4px 10px 4px 0;text-align:left;vertical-align:top}
th{border-top:0;color:QUIET;font-weight:400}
footer{border-top:1px solid LINE;margin-top:14px;padding-top:8px;font-size:13px;color:QUIET}
@media(max-width:600px){dl{grid-template-columns:1fr 1fr}.w{display:none}.n{display:block}
thead{display:none}tr{display:block;border-top:1px solid LINE;padding:6px 0}
td{display:block;border:0;padding:0}td:nth-child(2){font-weight:600}
td:nth-child(n+3)::before{content:attr(data-n) ": ";color:QUIET;font-weight:400}}
@media print{body{padding:0;font-size:13px;line-height:1.4;max-width:none}
header p{font-size:12px}header{padding-bottom:6px}h1{font-size:23px;margin:10px 0 4px}
h2{font-size:13px;margin:6px 0 2px;break-after:avoid}p{margin:5px 0}
ul{display:grid;grid-template-columns:1fr 1fr;column-gap:12px}li:only-child{grid-column:1/-1}
dl{grid-template-columns:repeat(4,1fr);margin:8px 0 6px}.v{font-size:23px}dl div{font-size:12px}
.w{display:block}.n{display:none}.k,.s,footer{font-size:11px}.s{margin:1px 0}
table{font-size:11px;line-height:1.3;display:table}thead{display:table-header-group}tr{display:table-row}
td{display:table-cell;padding:2px 8px 2px 0;border-top:1px solid LINE}
th{padding:0 8px 1px 0}td:nth-child(2){font-weight:400}td:nth-child(n+3)::before{content:none}
figure,table,dl{break-inside:avoid}footer{margin-top:8px;padding-top:5px}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet, with the typeface inside: the page asks nobody for anything."""
    ink = PALETTES["light"]
    typeface = b64encode((STATIC / "HankenGrotesk-brief.woff2").read_bytes()).decode()
    values = {
        "FAMILY": FONT,
        "INK": ink["ink"],
        "GROUND": ink["bg"],
        "QUIET": ink["quiet"],
        "LINE": ink["line"],
        "LINK": ink["improve"],
        "WARNING": ink["warning"],
        "TYPEFACE": typeface,
    }
    written = _STYLE
    for name, value in values.items():
        written = written.replace(name, value)
    return written


@lru_cache(maxsize=1)
def logo() -> str:
    """The mark, as it stands in a page."""
    return (STATIC / "logo.svg").read_text(encoding="utf-8")
