import type { Language, ZoneId } from '@ripen/domain';

/** What stands around the marketer's text. Lead mail always ends with sender, imprint and unsubscribe link. */
export type MailFrame = LeadFrame | UserFrame;
export interface LeadFrame {
  readonly kind: 'lead';
  readonly senderName: string;
  /** Plain text, one line per line. */
  readonly imprint: string;
  /** Absolute http(s) URL of the page behind the unsubscribe link. */
  readonly unsubscribeUrl: string;
  /** Absolute http(s) URL of the preference centre; absent: none is offered. */
  readonly preferencesUrl?: string;
}
/** Mail to reps and managers. */
export interface UserFrame {
  readonly kind: 'user';
  readonly senderName: string;
  readonly imprint: string;
}

/** A value that a template may read. Nothing but plain data crosses into the template's thread. */
export type TemplateValue =
  string | number | boolean | null | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

/** Subject: one line of Liquid. Body: Liquid around paragraphs, `**bold**`, `[label](url)` and `- ` lists. */
export interface MailTemplate {
  readonly subject: string;
  readonly body: string;
}

export interface RenderInput extends MailTemplate {
  readonly variables: Readonly<Record<string, TemplateValue>>;
  readonly language: Language;
  /** For the `date` filter; default UTC. */
  readonly zone?: ZoneId;
  readonly frame: MailFrame;
}

export type RenderResult =
  | { readonly ok: true; readonly subject: string; readonly html: string; readonly text: string }
  | {
      readonly ok: false;
      readonly code: 'template_error' | 'template_timeout' | 'template_too_large';
      readonly part: 'subject' | 'body' | null;
      /** 1-based; null when the error has no place. */
      readonly line: number | null;
    };

export type TemplateProblemCode =
  | 'syntax'
  | 'unknown_variable'
  | 'unknown_filter'
  | 'unknown_tag'
  | 'bad_link'
  | 'empty_subject'
  | 'empty_body'
  | 'too_large'
  | 'timeout';

export interface TemplateProblem {
  readonly code: TemplateProblemCode;
  readonly part: 'subject' | 'body';
  readonly line: number | null;
  /** The variable, tag, filter or link in question; null when there is none. */
  readonly name: string | null;
}

export interface TemplateLint {
  readonly problems: readonly TemplateProblem[];
  /** Full paths of all variables read, for example `lead.firstName`; sorted. */
  readonly variables: readonly string[];
}

/** Renders untrusted templates in a thread with hard limits of time, memory and size. */
export interface TemplateRenderer {
  /** Never rejects. Missing values are empty; values are escaped and never become markup. */
  render(input: RenderInput): Promise<RenderResult>;
  /** `known` lists the paths a template may read (`lead.firstName`); a path below a known one is known too. */
  lint(template: MailTemplate, known: readonly string[]): Promise<TemplateLint>;
  close(): Promise<void>;
}
