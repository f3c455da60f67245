import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import { newId } from '@ripen/persistence';
import type { Request, Response } from 'express';
import { orNotFound } from '../http/api-exception';
import { Route } from '../http/route.decorator';
import { textAt } from '../ingest/source';
import { TrackingService } from '../tracking/tracking.service';
import { type FormState, formContent, sayingContent } from './form-page';
import { SERVED_FORM_SCRIPT } from './form-script';
import { askedOf, type HostedForm } from './hosted-form';
import { HostedFormsService } from './hosted-forms.service';
import { html, type Markup } from './markup';
import { languageOf, PageSender, sendPart } from './page-sender.service';
import { touchOf } from './touch';
import { type ServedScript, TRACKERS } from './tracker';

/** What a link to a form may fill in: what is no name and no address, since links are kept and logged. */
const GIVEN_BY_LINK = ['anonymousId', 'visitor', 'company', 'position', 'employees', 'industry'];

interface Visit {
  readonly slug: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly request: Request;
  readonly response: Response;
}

/** What a visit of a form comes to: the form, or what is said once it was taken. */
interface Piece {
  readonly form: HostedForm;
  readonly content: Markup;
  readonly status: 200 | 422;
  /** Where the visitor goes next. */
  readonly next: string | null;
}

/** Published forms, on a page of their own and as a piece of any page; and the scripts that put them there. */
@Controller()
export class PublicFormsController {
  constructor(
    private readonly pages: PageSender,
    private readonly forms: HostedFormsService,
    private readonly tracking: TrackingService,
  ) {}

  @Route('getTracker')
  async tracker(@Req() request: Request, @Res() response: Response): Promise<void> {
    sendScript(request, response, TRACKERS[(await this.tracking.lastKnown()) ? 'respectful' : 'plain']);
  }

  @Route('getFormScript')
  formScript(@Req() request: Request, @Res() response: Response): void {
    sendScript(request, response, SERVED_FORM_SCRIPT);
  }

  @Route('showForm')
  async showForm(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.sendPage(await this.shown({ slug, query, request, response }), { request, response });
  }

  @Route('submitForm')
  async submitForm(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const piece = await this.taken({ slug, query, request, response });
    if (piece.next !== null) return response.redirect(303, piece.next);
    await this.sendPage(piece, { request, response });
  }

  @Route('showFormPart')
  async showPart(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { content } = await this.shown({ slug, query, request, response });
    sendPart(response, content);
  }

  @Route('submitFormPart')
  async submitPart(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { content, status, next } = await this.taken({ slug, query, request, response });
    sendPart(response, next === null ? content : html`<p data-redirect="${next}"></p>`, status);
  }

  private async shown({ slug, query, request }: Visit): Promise<Piece> {
    const form = orNotFound(await this.forms.bySlug(slug));
    const given = Object.fromEntries(GIVEN_BY_LINK.map((name) => [name, textAt(query, name) ?? '']));
    const values = { ...given, visitor: tokenAt(query), submissionId: newId(), opened: this.forms.opened(form) };
    if (request.method !== 'HEAD') await this.forms.countView(form);
    return this.piece(form, { values, problems: {} }, request);
  }

  private async taken({ slug, query, request }: Visit): Promise<Piece> {
    const form = orNotFound(await this.forms.bySlug(slug));
    const language = languageOf(request);
    const sent = textsOf(request.body);
    const outcome = await this.forms.submit({ form, sent, language, touch: touchOf(query, request) });
    if (!outcome.ok) {
      // Who had it open for too long gets a fresh one; who was too fast keeps the moment at which it was opened.
      const stale = outcome.problems['form'] !== undefined && !this.forms.isOpen(form, sent['opened'] ?? '');
      const values = stale ? { ...sent, opened: this.forms.opened(form) } : sent;
      return this.piece(form, { values, problems: outcome.problems }, request);
    }
    const { after } = form.definition;
    if (after.do === 'redirect') return { form, content: html``, status: 200, next: after.url };
    const content = sayingContent({ title: after.title[language], text: after.text[language] });
    return { form, content, status: 200, next: null };
  }

  private async piece(form: HostedForm, state: FormState, request: Request): Promise<Piece> {
    const { visitor: token = '', anonymousId = '' } = state.values;
    const visitor = await this.forms.recognise({ visitor: token, anonymousId });
    const content = formContent({
      ...state,
      form,
      asked: askedOf(form.definition, visitor),
      language: languageOf(request),
      byLink: visitor?.byLink === true,
    });
    return { form, content, status: Object.keys(state.problems).length > 0 ? 422 : 200, next: null };
  }

  private sendPage(
    { form: { definition }, content, status }: Piece,
    { request, response }: Pick<Visit, 'request' | 'response'>,
  ): Promise<void> {
    const language = languageOf(request);
    const leadsTo = definition.after.do === 'redirect' ? definition.after.url : null;
    return this.pages.send(response, {
      language,
      title: definition.title[language],
      content,
      status,
      embeddable: true,
      leadsTo,
    });
  }
}

function sendScript(request: Request, response: Response, script: ServedScript): void {
  const accepted = request.acceptsEncodings('br', 'gzip');
  const encoding = accepted === 'br' || accepted === 'gzip' ? accepted : null;
  response.type('text/javascript').set({
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    vary: 'accept-encoding',
    ...(encoding === null ? {} : { 'content-encoding': encoding }),
  });
  response.send(encoding === null ? script.plain : script[encoding]);
}

/** A signed token is longer than the texts that a link may fill in. */
function tokenAt(query: Readonly<Record<string, unknown>>): string {
  const token = query['visitor'];
  return typeof token === 'string' ? token.slice(0, 600) : '';
}

function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
