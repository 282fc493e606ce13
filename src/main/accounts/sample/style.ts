/** The pages' only style sheet: light and dark by the reader's wish, 44 px targets, focus that is seen. */
export const styleSheet = `
:root { color-scheme: light dark; --page: #f4f6f5; --card: #ffffff; --ink: #16211e; --soft: #55625e; --line: #c9d2ce; --accent: #0b6b57; --on-accent: #ffffff; --bad: #a3231b; --bad-ground: #fdeeec; }
@media (prefers-color-scheme: dark) {
  :root { --page: #111715; --card: #1a221f; --ink: #e8efec; --soft: #a5b3ae; --line: #3a4742; --accent: #5fd0b1; --on-accent: #06231c; --bad: #ff9d94; --bad-ground: #3a1c19; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, footer { padding: 1rem 1.25rem; display: flex; gap: 1rem; align-items: baseline; justify-content: space-between; flex-wrap: wrap; }
header p { margin: 0; }
header span { margin-inline-start: 0.75rem; }
@media (max-width: 32rem) { header span { display: none; } main { margin-top: 0.5rem; } }
header strong { font-size: 1.125rem; letter-spacing: -0.01em; }
header strong::before { content: ""; display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.5rem; border-radius: 50%; background: var(--accent); }
header span, footer, .soft { color: var(--soft); font-size: 0.875rem; }
main { width: min(28rem, 100% - 2rem); margin: 2rem auto auto; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; }
h2 { margin: 1.75rem 0 0.5rem; font-size: 1rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
input { width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 0.5rem; }
button { min-height: 2.75rem; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 0.5rem; cursor: pointer; }
main > form > button { margin-top: 1.25rem; width: 100%; }
button.quiet { color: var(--ink); background: transparent; border-color: var(--soft); }
.after { margin: 1.25rem 0 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.error { padding: 0.75rem 1rem; color: var(--bad); background: var(--bad-ground); border: 1px solid currentColor; border-radius: 0.5rem; }
.qr { width: 13rem; margin: 0 auto 1rem; border-radius: 0.5rem; overflow: hidden; background: #ffffff; }
.qr svg { display: block; width: 100%; height: auto; }
code { font: 1.0625rem/1.6 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; justify-content: space-between; padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
li form { flex: none; }
li div { flex: 1 1 10rem; min-width: 0; overflow-wrap: anywhere; }
footer { margin-top: 2rem; }
`;
