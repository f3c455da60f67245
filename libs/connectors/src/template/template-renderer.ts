import { isMailableUrl, linkTargets, readBlocks } from './blocks';
import { layoutHtml, layoutText } from './mail-layout';
import { oneLine } from './marked-text';
import type {
  MailTemplate,
  RenderInput,
  RenderResult,
  TemplateLint,
  TemplateProblem,
  TemplateRenderer,
} from './template';
import { TemplateThread, type TemplateFault, type ThreadLimits, type VariableUse } from './template-thread';

export interface TemplateRendererOptions {
  /** Threads; each does one job at a time. Default 1. */
  readonly threads?: number;
  readonly limits?: Partial<ThreadLimits>;
}

export const TEMPLATE_LIMITS: ThreadLimits = { timeMs: 250, heapMb: 48, chars: 200_000 };

const FAULTS = { timeout: 'template_timeout', too_large: 'template_too_large' } as const;

/** Keeps warm threads; call `close` at the end. The threads alone do not keep a process alive. */
export function createTemplateRenderer(options: TemplateRendererOptions = {}): TemplateRenderer {
  const limits = { ...TEMPLATE_LIMITS, ...options.limits };
  const threads = Array.from({ length: Math.max(1, options.threads ?? 1) }, () => new TemplateThread(limits));
  const idlest = (): TemplateThread => threads.reduce((best, thread) => (thread.load < best.load ? thread : best));
  return {
    render: (input) => render(idlest(), limits, input),
    lint: (template, known) => lint(idlest(), template, known),
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

async function render(thread: TemplateThread, limits: ThreadLimits, input: RenderInput): Promise<RenderResult> {
  const { subject, body, variables, language, frame, zone = 'UTC' } = input;
  const answer = await thread.run({ kind: 'render', subject, body, variables, language, zone });
  if (!answer.ok) return failed(answer.error);
  if (!answer.subject || !answer.body) return failed({ code: 'syntax', part: null, line: null, name: null });
  const blocks = readBlocks(answer.body);
  const line = oneLine(answer.subject);
  const html = layoutHtml({ subject: line, blocks, language, frame });
  // Escapes and layout make a text longer: the cap is on what is sent.
  if (Buffer.byteLength(html) > limits.chars)
    return failed({ code: 'too_large', part: 'body', line: null, name: null });
  return { ok: true, subject: line, html, text: layoutText({ blocks, language, frame }) };
}

function failed({ code, part, line }: TemplateFault): RenderResult {
  const known = code === 'timeout' || code === 'too_large' ? FAULTS[code] : 'template_error';
  return { ok: false, code: known, part, line };
}

async function lint(thread: TemplateThread, template: MailTemplate, known: readonly string[]): Promise<TemplateLint> {
  const { subject, body } = template;
  const answer = await thread.run({ kind: 'lint', subject, body, variables: {}, language: 'en', zone: 'UTC' });
  if (!answer.ok) return { problems: [asProblem(answer.error)], variables: [] };
  const uses = answer.variables ?? [];
  const problems = [
    ...emptyParts(template),
    ...(answer.problems ?? []).map(asProblem),
    ...unknownVariables(uses, known),
    ...badLinks(body),
  ];
  return { problems, variables: [...new Set(uses.map(({ name }) => name))].sort() };
}

function asProblem({ code, part, line, name }: TemplateFault): TemplateProblem {
  return { code, part: part ?? 'body', line, name };
}

function emptyParts({ subject, body }: MailTemplate): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (!subject.trim()) problems.push({ code: 'empty_subject', part: 'subject', line: null, name: null });
  if (!body.trim()) problems.push({ code: 'empty_body', part: 'body', line: null, name: null });
  return problems;
}

function unknownVariables(uses: readonly VariableUse[], known: readonly string[]): TemplateProblem[] {
  // `lead` alone is known when `lead.firstName` is: it may stand in a condition.
  const isKnown = (name: string): boolean =>
    known.some((path) => path === name || name.startsWith(`${path}.`) || path.startsWith(`${name}.`));
  return uses
    .filter(({ name }) => !isKnown(name))
    .map(({ name, part, line }) => ({ code: 'unknown_variable', part, line, name }));
}

function badLinks(body: string): TemplateProblem[] {
  return linkTargets(body)
    .filter(({ url }) => {
      // What a value will be is not known yet; an address that begins with one may be good.
      const filled = url
        .trim()
        .replace(/^\{\{[^}]*\}\}/, 'https://value.example')
        .replace(/\{\{[^}]*\}\}/g, 'value');
      return /\s/.test(filled) || !isMailableUrl(filled);
    })
    .map(({ url, line }) => ({ code: 'bad_link', part: 'body', line, name: url }));
}
