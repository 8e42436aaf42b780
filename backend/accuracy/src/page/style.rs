/// Light and dark; one column on a phone, where a table's rows become cards.
pub(super) const STYLE: &str = "
:root { --paper: #fbfaf7; --ink: #1d2326; --quiet: #5a6469; --line: #d9d6ce; --mark: #0b6b74;
  --band: #0b6b7426; --bad: #a3281f; --good: #22663b; --card: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181a; --ink: #e6e9ea; --quiet: #a3adb2;
  --line: #343b3f; --mark: #62c4cd; --band: #62c4cd30; --bad: #ff9b8f; --good: #86d3a0;
  --card: #1b2023; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
.quiet { color: var(--quiet); }
.holds { color: var(--good); font-weight: 600; }
.broken, .broken h2 { color: var(--bad); }
.broken h2 { margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  font-size: .9rem; }
th, td { padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
td:first-child { font-weight: 600; }
tr.part td:first-child { font-weight: 400; padding-left: 1.4rem; }
tr.fails td { color: var(--bad); }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); gap: 1rem; }
figure { margin: 0; padding: .75rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; }
figure.det { max-width: 40rem; }
figcaption { font-size: .9rem; font-weight: 600; margin-bottom: .25rem; }
img { display: block; max-width: 100%; height: auto; margin-bottom: .5rem; }
details { margin: .75rem 0; }
details li { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--quiet); font: 13px system-ui, sans-serif; }
svg .axis { stroke: var(--line); stroke-width: 1; }
svg .line { fill: none; stroke: var(--mark); stroke-width: 2.5; stroke-linejoin: round; }
svg .band { fill: var(--band); }
svg .dot { fill: var(--mark); }
svg .value { fill: var(--ink); font-weight: 600; }
svg .misread { fill: var(--bad); }
@media (max-width: 48rem) {
  thead { display: none; }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; padding: .6rem 0;
    border-bottom: 1px solid var(--line); }
  td { display: flex; justify-content: space-between; gap: .5rem; border: 0;
    padding: .1rem 0; }
  td::before { content: attr(data-title); color: var(--quiet); }
  td:first-child, td:last-child, tr.part td:first-child { grid-column: 1 / -1; padding-left: 0; }
  td:first-child::before, td.none { display: none; }
}
";
