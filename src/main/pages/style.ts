/** The one style sheet of the pages without script; the same tokens as the form's. */
const rules = `
:root{color-scheme:light dark;--surface:#fff;--text:#151820;--text-2:#454a55;--text-3:#626873;--border:#e4e6eb;--control:#8a909c;--accent:#3d50c7;--accent-line:#cad8ff;--bad:#a51e24;--bad-soft:#ffeeec;--ok:#1b6c3a;--focus:#4a61dd;--mark:#27357b}
@media (prefers-color-scheme:dark){:root{--surface:#15171c;--text:#e8e9ed;--text-2:#b7bbc1;--text-3:#979ba5;--border:#272a31;--control:#737884;--accent:#9db2fd;--accent-line:#33407a;--bad:#f98f87;--bad-soft:#381d1c;--ok:#7fd497;--focus:#8ba4fb;--mark:#3d50c7}}
*{box-sizing:border-box}
html{background:var(--surface);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:440px;min-height:100vh;min-height:100dvh;padding:12px 20px 24px;display:flex;flex-direction:column;font:400 1rem/1.5 'Inter',system-ui,'Segoe UI',sans-serif;color:var(--text);background:var(--surface);overflow-wrap:break-word}
header{display:flex;align-items:center;gap:10px;min-height:44px;margin-bottom:18px}
.mark{width:24px;height:24px;border-radius:50%;background:var(--mark);color:#fff;display:grid;place-items:center;font-size:.875rem;font-weight:700}
.company{font-weight:600;flex:1;min-width:0}
a{color:var(--accent)}
.language{font-weight:500;text-decoration:none;min-height:44px;min-width:44px;display:grid;place-items:center end}
main{flex:1;display:flex;flex-direction:column}
h1{font-size:1.625rem;line-height:1.25;letter-spacing:-.022em;font-weight:600;margin:0 0 10px;text-wrap:balance}
h2{font-size:1rem;font-weight:600;margin:22px 0 6px}
p{margin:0 0 14px;color:var(--text-2)}
p strong,dt{color:var(--text);font-weight:600}
.icon{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;flex:none}
.account{display:flex;align-items:center;gap:14px;border:1px solid var(--control);border-radius:10px;padding:8px 16px;min-height:58px}
.account .icon{color:var(--text-3)}
.account b{display:block;font-weight:600}
.account span span,.quiet{color:var(--text-3);font-size:.875rem}
ul{list-style:none;margin:0;padding:0}
li{display:flex;gap:16px;padding:14px 0;border-top:1px solid var(--border)}
li:last-child{border-bottom:1px solid var(--border)}
li .icon{color:var(--accent)}
li b{display:block;font-weight:600}
li span span{color:var(--text-3);font-size:.875rem;line-height:1.4;display:block}
form{margin-top:auto;padding-top:22px}
label{display:block;font-weight:600;margin-bottom:6px}
label kbd{font:inherit;font-weight:700;letter-spacing:.06em;border:1px solid var(--control);border-radius:4px;padding:0 6px}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:10px;padding:12px 14px;min-height:52px}
textarea{min-height:96px;resize:vertical}
input[aria-invalid]{border:2px solid var(--bad)}
details{margin-top:12px}
summary{min-height:44px;display:flex;align-items:center;color:var(--accent);font-weight:500;cursor:pointer}
.error{color:var(--bad);font-weight:500;margin:8px 0 0}
.note{background:var(--bad-soft);color:var(--bad);border-radius:10px;padding:12px 14px;font-weight:500}
button,.button{display:flex;align-items:center;justify-content:center;gap:10px;width:100%;min-height:52px;border-radius:10px;font:inherit;font-weight:600;padding:8px 20px;margin-top:10px;cursor:pointer;text-decoration:none;text-align:center}
button{border:0;background:#a51e24;color:#fff}
button:hover{background:#8f191f}
.button{border:1px solid var(--control);color:var(--text);background:var(--surface)}
form .quiet{text-align:center;margin:14px 0 0}
.big{width:44px;height:44px;color:var(--ok);margin-bottom:14px;stroke-width:1.5}
.big.plain{color:var(--text-3)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
body.wide{max-width:700px}
.wide h2{font-size:1.25rem;line-height:1.3;letter-spacing:-.014em;margin:0 0 8px}
.wide section{border-top:1px solid var(--border);margin-top:26px;padding-top:24px;scroll-margin-top:8px}
.wide ol,.wide ul{list-style:revert;padding-left:1.35em;margin:0 0 14px}
.wide li{display:list-item;border:0;padding:4px 0 4px 4px;color:var(--text-2)}
.wide li:last-child{border:0}
.wide li strong,dd strong{color:var(--text);font-weight:600}
.wide nav{border:1px solid var(--border);border-radius:10px;padding:14px 16px 8px;margin-top:6px}
.wide nav h2{font-size:.875rem;letter-spacing:0;color:var(--text-3)}
.wide nav ul{list-style:none;padding:0;margin:0}
.wide nav li{padding:0}
.wide nav a{display:flex;align-items:center;min-height:40px;padding:4px 0;text-decoration:none;font-weight:500}
dl{margin:0 0 14px}
dl>div{padding:12px 0;border-top:1px solid var(--border)}
dl>div:first-child{border-top:0;padding-top:4px}
dd{margin:2px 0 0;color:var(--text-2)}
.stale{margin-bottom:20px;border:1px solid var(--control);border-left-width:4px;border-radius:10px;padding:12px 14px;color:var(--text)}
.ask{scroll-margin-top:80px;display:flex;flex-wrap:wrap;align-items:center;gap:6px 8px}
.ask form{margin:0;padding:0}
.ask .yes{display:flex;align-items:center;gap:12px;color:var(--text-3);font-size:.875rem}
.ask button,.ask summary{width:auto;min-height:44px;min-width:64px;margin:0;padding:6px 18px;background:var(--surface);color:var(--text);border:1px solid var(--control);border-radius:10px;font-size:1rem;font-weight:600;list-style:none;justify-content:center}
.ask summary{width:max-content}
.ask summary::-webkit-details-marker{display:none}
.ask button:hover,.ask summary:hover{background:var(--border)}
.ask details{margin:0}
.ask details[open]{flex-basis:100%}
.ask details[open] summary{background:var(--border)}
.ask details form{padding:14px 0 8px}
fieldset{border:0;margin:0 0 12px;padding:0}
legend{font-weight:600;padding:0;margin-bottom:4px}
.choice{display:flex;align-items:center;gap:12px;min-height:44px;margin:0;font-weight:400}
.choice input{width:20px;height:20px;min-height:0;padding:0;flex:none;accent-color:var(--accent)}
.ask .error{margin:0 0 12px}
.ask form .quiet{text-align:left;margin:6px 0 12px}
.thanks{margin:8px 0 0;color:var(--ok);font-weight:500}
@media (min-width:720px){dl>div{display:grid;grid-template-columns:190px 1fr;gap:0 20px}dd{margin:0}.wide nav ul{columns:2}.wide nav li{break-inside:avoid}}
@media (min-width:720px){body{padding-top:40px;min-height:auto}form{margin-top:10px}}
@media (forced-colors:active){button,.button,.account,input,textarea{border:1px solid}}
`;

/** The style sheet; with the form's text font where it was built. */
export const pagesCss = (fontName: string | null): string =>
  (fontName
    ? `@font-face{font-family:'Inter';font-weight:100 900;font-display:swap;src:url('/assets/${fontName}') format('woff2')}\n`
    : '') +
  rules.trim() +
  '\n';
