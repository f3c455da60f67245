import { createHash } from 'node:crypto';
import type { Language } from '@ripen/domain';
import { html, Markup } from './markup';

const COLOURS = {
  light:
    '--paper:#fff;--ground:#f6f5f1;--ink:#1d1f1a;--soft:#5b6055;--line:#8a9083;--accent:#3f6212;--on-accent:#fff;--error:#a11d1d;--ripe:#facc15',
  dark: '--paper:#20231d;--ground:#161814;--ink:#f0f1ea;--soft:#b4baab;--line:#7d8474;--accent:#bef264;--on-accent:#1a2308;--error:#fca5a5',
} as const;

/** How a form looks, hosted or embedded. */
const FORM_STYLE = `
*{box-sizing:border-box}
h1{margin:0 0 8px;font-size:26px;line-height:1.25}
p{margin:0 0 16px}
.lines{white-space:pre-line}
.soft{color:var(--soft)}
label{display:block;margin-top:16px;font-weight:600}
label .soft{font-weight:400}
input[type=text],input[type=email],input[type=tel],select,textarea{display:block;width:100%;margin-top:4px;padding:10px 12px;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:8px}
select option{color:#1d1f1a;background:#fff}
textarea{resize:vertical}
[aria-invalid=true]{border-color:var(--error)}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 16px}
@media (max-width:480px){.pair{grid-template-columns:1fr}}
.check{display:flex;gap:12px;align-items:flex-start;font-weight:400;margin:24px 0}
.check.tight{margin:16px 0 0}
.check input{width:20px;height:20px;margin:2px 0 0;flex:none;accent-color:var(--accent)}
.trap{position:absolute;inline-size:1px;block-size:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
button{width:100%;padding:12px 20px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;cursor:pointer}
button:disabled{opacity:.6;cursor:progress}
form>button{margin-top:24px}
.check+button{margin-top:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.help{color:var(--soft);font-size:14px;margin:4px 0 0}
.problem{color:var(--error);font-weight:400;margin:4px 0 0}
.summary{border:1px solid var(--error);border-radius:8px;padding:12px 16px;margin-bottom:16px}
`.trim();

/** An embedded form stands on the page of somebody else: its colours and its font are theirs to set. */
export const EMBEDDED_STYLE = `:host{display:block;--paper:transparent;--ink:inherit;--soft:color-mix(in srgb,currentColor 72%,transparent);--line:color-mix(in srgb,currentColor 55%,transparent);--accent:var(--ripen-accent,#3f6212);--on-accent:var(--ripen-on-accent,#fff);--error:var(--ripen-error,#a11d1d);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-family:inherit}
h1{font-size:22px}
${FORM_STYLE}`;

/** One style sheet for all public pages; it stands in the page and is allowed by its hash. */
const STYLE = `
:root{color-scheme:light dark;${COLOURS.light}}
@media (prefers-color-scheme:dark){:root{${COLOURS.dark}}}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;padding:48px 16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{position:relative;width:100%;max-width:520px;background:var(--paper);border-radius:16px;padding:32px;box-shadow:0 1px 2px rgb(0 0 0/.08),0 12px 32px rgb(0 0 0/.08);border-top:4px solid var(--ripe)}
@media (max-width:480px){main{padding:24px}}
${FORM_STYLE}
.aside{margin:24px 0 0;padding:16px;border:1px solid var(--line);border-radius:12px}
.aside p:last-child{margin-bottom:0}
.aside button+button{margin-top:8px}
.quiet{color:var(--ink);background:none;border:1px solid var(--line)}
a{color:var(--accent)}
.tag{display:inline-block;margin:0 0 16px;padding:2px 10px;border:1px dashed var(--line);border-radius:12px;font-size:13px;color:var(--soft)}
h2{margin:0 0 8px;font-size:18px;line-height:1.3}
fieldset{margin:24px 0;padding:16px;border:1px solid var(--line);border-radius:12px}
legend{padding:0 8px;margin-left:-8px;font-weight:600}
fieldset>:last-child{margin-bottom:0}
fieldset .check{margin:12px 0}
.small{font-size:14px}
.row{display:flex;flex-wrap:wrap;gap:8px 24px}
.radio{display:flex;gap:8px;align-items:center;margin:0;font-weight:400;min-height:32px}
.radio input{width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
.notice{padding:12px 16px;border:1px solid var(--accent);border-radius:8px}
.after{margin:16px 0 0}
footer{max-width:520px;margin-top:24px;font-size:14px;color:var(--soft);white-space:pre-line;text-align:center}
`.trim();

/** A document of many pages, to read and to print. */
const SHEET = `${STYLE}
main.sheet{max-width:820px}
.sheet section{margin-top:32px;break-inside:auto}
.sheet dl{display:grid;grid-template-columns:minmax(120px,max-content) 1fr;gap:4px 24px;margin:0}
.sheet dt{color:var(--soft)}
.sheet dd{margin:0;overflow-wrap:anywhere}
.sheet ul{margin:0 0 12px;padding-left:20px}
h3{margin:16px 0 4px;font-size:16px}
.sheet li{margin-bottom:4px;overflow-wrap:anywhere}
@page{margin:18mm 16mm}
@media print{h2,h3{break-after:avoid}body{padding:0;background:none}main{box-shadow:none;border:0;padding:0}li,dd{break-inside:avoid}}`;

const STYLE_HASH = hashOf(STYLE);
const SHEET_HASH = hashOf(SHEET);
/** In one piece: a space more, and the hash is another. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
const SHEET_ELEMENT = new Markup(`<style>${SHEET}</style>`);

/** What a public page may do besides showing itself and sending its form to us. */
export interface PageRights {
  /** Hosted forms may stand in a frame of any website. */
  readonly embeddable?: boolean;
  /** Our own screens may show it in a frame; it sends nothing. */
  readonly preview?: boolean;
  /** Where a form may lead to once it is sent, besides us. */
  readonly leadsTo?: string | null;
  /** The one script that stands in the page. It may load the tracker and report to us. */
  readonly script?: string;
  /** A document (`renderSheet`). */
  readonly sheet?: boolean;
}

export function pagePolicy({
  embeddable = false,
  preview = false,
  leadsTo = null,
  script,
  sheet = false,
}: PageRights): string {
  const target = leadsTo === null ? '' : ` ${new URL(leadsTo).origin}`;
  return [
    "default-src 'none'",
    `style-src ${sheet ? SHEET_HASH : STYLE_HASH}`,
    ...(script === undefined ? [] : [`script-src 'self' ${hashOf(script)}`, "connect-src 'self'"]),
    "img-src 'self' data:",
    preview ? "form-action 'none'" : `form-action 'self'${target}`,
    "base-uri 'none'",
    `frame-ancestors ${embeddable ? '*' : preview ? "'self'" : "'none'"}`,
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly content: Markup;
  /** Company and imprint, as they stand under every mail. */
  readonly footer: string;
}

/** A whole public page. Search engines and referrers learn nothing of it: its address may be a person's own link. */
export function renderPage(page: Page): string {
  return frame(page, { style: STYLE_ELEMENT, kind: '' });
}

/** A document to read and to print. */
export function renderSheet(page: Page): string {
  return frame(page, { style: SHEET_ELEMENT, kind: 'sheet' });
}

function frame(
  { language, title, content, footer }: Page,
  { style, kind }: { readonly style: Markup; readonly kind: string },
): string {
  const page = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      ${style}
    </head>
    <body>
      <main class="${kind}">${content}</main>
      <footer>${footer}</footer>
    </body>
  </html>`;
  return `<!doctype html>\n${page.text}\n`;
}
