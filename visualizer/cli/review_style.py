"""How the review sheet looks on screen and on A4 paper."""

STYLE = """
@page {
  size: A4; margin: 12mm 11mm 14mm;
  @bottom-center { content: counter(page); font: 8pt sans-serif; }
}
* { box-sizing: border-box; }
body {
  font: 8.5pt/1.32 "Liberation Sans", Arial, Helvetica, sans-serif; color: #111;
  margin: 0 auto; max-width: 190mm;
}
h1 { font-size: 17pt; margin: 0 0 2mm; }
h2 {
  font-size: 13.5pt; margin: 0 0 2mm; padding-bottom: 1mm;
  border-bottom: 1.5pt solid #111; break-before: page;
}
h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 1.6mm; }
p.intro { white-space: pre-line; color: #333; font-size: 8pt; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td {
  border: 0.4pt solid #888; padding: 0.7mm 1.1mm; vertical-align: top; text-align: left;
  overflow-wrap: break-word; hyphens: auto;
}
th { background: #eee; font-size: 7.5pt; }
td.r { width: 9mm; color: #555; font-size: 7pt; }
td.s { width: 28mm; font-size: 7pt; overflow-wrap: anywhere; hyphens: none; }
td.c { min-width: 24mm; }
td.d { white-space: nowrap; }
th.t, td.t { width: 9.5mm; text-align: center; }
th.t { font-size: 6.5pt; padding: 0.7mm 0.3mm; }
td.t { font-size: 12pt; line-height: 1; }
th.n, td.n { width: 30mm; }
td.same { color: #999; }
tr.part td.c { padding-left: 5mm; }
.k { color: #444; }
.m { color: #555; font-style: italic; }
.o { white-space: nowrap; }
ol.refs { font-size: 7.5pt; padding-left: 0; list-style: none; }
ol.refs li { margin-bottom: 0.8mm; padding-left: 4mm; text-indent: -4mm; }
.key { font-weight: bold; }
nav li { margin-bottom: 0.5mm; }
a { color: inherit; }
"""
