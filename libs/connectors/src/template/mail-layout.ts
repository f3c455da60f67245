import type { Language } from '@ripen/domain';
import { plainText, type Block, type Inline, type Line } from './blocks';
import type { MailFrame } from './template';

const WORDS = {
  de: {
    noMore: 'Sie möchten keine E-Mails mehr von uns erhalten?',
    unsubscribe: 'Hier abmelden',
    preferences: 'Einstellungen ändern',
    automatic: 'Diese Nachricht wurde automatisch verschickt.',
  },
  en: {
    noMore: 'You no longer want to receive e-mails from us?',
    unsubscribe: 'Unsubscribe here',
    preferences: 'Change your preferences',
    automatic: 'This message was sent automatically.',
  },
} as const;

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const STYLES = {
  page: 'margin:0;padding:0;background:#f3f4f1;',
  card: 'width:100%;max-width:600px;background:#ffffff;border-radius:8px;',
  sender: `${FONT}font-size:14px;font-weight:600;letter-spacing:.02em;color:#4a5a4a;padding:28px 32px 0;`,
  body: `${FONT}font-size:16px;line-height:1.6;color:#1f2620;padding:16px 32px 24px;`,
  paragraph: 'margin:0 0 16px;',
  list: 'margin:0 0 16px;padding:0 0 0 22px;',
  button: `${FONT}display:inline-block;padding:12px 24px;font-size:16px;font-weight:600;line-height:1.25;color:#ffffff;text-decoration:none;background:#2f6b3f;border-radius:6px;`,
  link: 'color:#2f6b3f;text-decoration:underline;',
  footer: `${FONT}font-size:12px;line-height:1.6;color:#626b63;padding:20px 32px 32px;`,
  footerLink: 'color:#626b63;text-decoration:underline;',
} as const;

/** Mail programs that know dark mode get one; the others keep the inline colours. */
const DARK = `@media (prefers-color-scheme:dark){.page{background:#151915!important}.card{background:#1f2520!important}.body{color:#e8ece8!important}.sender{color:#b9c6b9!important}.foot,.foot a{color:#a3ada4!important}.link{color:#8fd0a0!important}}`;
const NARROW = `@media (max-width:620px){.cell{padding-left:20px!important;padding-right:20px!important}.card{border-radius:0!important}}`;

export interface LayoutInput {
  readonly subject: string;
  readonly blocks: readonly Block[];
  readonly language: Language;
  readonly frame: MailFrame;
}

/** One column, our own tables, no picture and nothing loaded from elsewhere. All texts are escaped here and nowhere else. */
export function layoutHtml({ subject, blocks, language, frame }: LayoutInput): string {
  return [
    '<!doctype html>',
    `<html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>:root{color-scheme:light dark}${DARK}${NARROW}</style></head>`,
    `<body class="page" style="${STYLES.page}">`,
    `<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f4f1;"><tr><td align="center" style="padding:24px 0;">`,
    `<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" border="0" style="${STYLES.card}">`,
    `<tr><td class="cell sender" style="${STYLES.sender}">${escapeHtml(frame.senderName)}</td></tr>`,
    `<tr><td class="cell body" style="${STYLES.body}">${blocks.map(blockHtml).join('\n')}</td></tr>`,
    '</table>',
    `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;"><tr><td class="cell foot" style="${STYLES.footer}">${footerHtml(frame, language)}</td></tr></table>`,
    '</td></tr></table></body></html>',
  ].join('\n');
}

/** The same mail for programs and people that read plain text. */
export function layoutText({ blocks, language, frame }: Omit<LayoutInput, 'subject'>): string {
  const words = WORDS[language];
  const footer = [frame.senderName, frame.imprint.trim()];
  if (frame.kind === 'lead') footer.push('', `${words.noMore} ${words.unsubscribe}: <${frame.unsubscribeUrl}>`);
  else footer.push('', words.automatic);
  if (frame.kind === 'lead' && frame.preferencesUrl !== undefined)
    footer.push(`${words.preferences}: <${frame.preferencesUrl}>`);
  return `${blocks.map(blockText).join('\n\n')}\n\n-- \n${footer.join('\n')}\n`;
}

function footerHtml(frame: MailFrame, language: Language): string {
  const words = WORDS[language];
  const imprint = `<strong>${escapeHtml(frame.senderName)}</strong><br>${breakLines(frame.imprint.trim())}`;
  if (frame.kind === 'user') return `${imprint}<br><br>${words.automatic}`;
  const link = (url: string, label: string): string =>
    `<a href="${escapeHtml(url)}" data-link="plain" style="${STYLES.footerLink}">${label}</a>`;
  const preferences = frame.preferencesUrl === undefined ? '' : ` · ${link(frame.preferencesUrl, words.preferences)}`;
  return `${imprint}<br><br>${words.noMore} ${link(frame.unsubscribeUrl, words.unsubscribe)}${preferences}`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${STYLES.paragraph}">${block.lines.map(lineHtml).join('<br>')}</p>`;
    case 'list':
      return `<ul style="${STYLES.list}">${block.items.map((item) => `<li>${lineHtml(item)}</li>`).join('')}</ul>`;
    case 'button':
      return `<p style="margin:8px 0 24px;"><a href="${escapeHtml(block.url)}" style="${STYLES.button}">${escapeHtml(block.label)}</a></p>`;
  }
}

function lineHtml(line: Line): string {
  return line.map(inlineHtml).join('');
}

function inlineHtml(part: Inline): string {
  switch (part.kind) {
    case 'text':
      return breakLines(part.text);
    case 'bold':
      return `<strong>${lineHtml(part.parts)}</strong>`;
    case 'link':
      return `<a class="link" href="${escapeHtml(part.url)}" style="${STYLES.link}">${lineHtml(part.parts)}</a>`;
  }
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map(lineText).join('\n');
    case 'list':
      return block.items.map((item) => `- ${lineText(item)}`).join('\n');
    case 'button':
      return `${block.label}:\n<${block.url}>`;
  }
}

function lineText(line: Line): string {
  return line
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'bold') return lineText(part.parts);
      const label = plainText(part.parts);
      return label === part.url ? `<${part.url}>` : `${label} <${part.url}>`;
    })
    .join('');
}

function breakLines(text: string): string {
  return escapeHtml(text).replace(/\r\n?|\n/g, '<br>');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
