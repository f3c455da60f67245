import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Source } from '@ripen/domain';
import { newId } from '@ripen/persistence';
import type { Request, Response } from 'express';
import { contextOf } from '../http/request-context';
import { orNotFound } from '../http/api-exception';
import { Route } from '../http/route.decorator';
import { hostOf, textAt } from '../ingest/source';
import { OffersService } from '../offers/offers.service';
import { EMPTY_FORM, formContent, type Saying, sayingContent } from './form-page';
import { FormsService } from './forms.service';
import { LinksService } from './links.service';
import { languageOf, PageSender, type PublicPage } from './page-sender.service';
import { PAGE_TEXTS } from './texts';
import { TRACKER } from './tracker';

/** What a link to a form may fill in: the visitor, and what is no name and no address, since links are kept and logged. */
const GIVEN_BY_LINK = ['anonymousId', 'company', 'position', 'employees', 'industry'];

/** What the signed links of mails ask before anything happens. */
type Question = 'confirm';

interface Visit {
  readonly token: string;
  readonly request: Request;
  readonly response: Response;
}

/** Pages for people without an account. Nothing happens on a GET: scanners of mail programs follow links, too. */
@Controller()
export class PagesController {
  constructor(
    private readonly pages: PageSender,
    private readonly offers: OffersService,
    private readonly forms: FormsService,
    private readonly links: LinksService,
  ) {}

  @Route('getTracker')
  tracker(@Res({ passthrough: true }) response: Response): string {
    response.type('text/javascript').set({
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    });
    return TRACKER;
  }

  @Route('showForm')
  async showForm(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const offer = orNotFound(await this.offers.bySlug(slug));
    const language = languageOf(request);
    const given = Object.fromEntries(GIVEN_BY_LINK.map((name) => [name, textAt(query, name) ?? '']));
    const values = { ...given, submissionId: newId() };
    await this.pages.send(response, {
      language,
      title: offer.title[language],
      content: formContent(offer, language, { ...EMPTY_FORM, values }),
      embeddable: true,
    });
  }

  @Route('submitForm')
  async submitForm(
    @Param('slug') slug: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const offer = orNotFound(await this.offers.bySlug(slug));
    const language = languageOf(request);
    const body: unknown = request.body;
    const outcome = await this.forms.submit({ offer, body, language, source: formSource(query, request) });
    if (outcome.ok) return this.say(response, { ...PAGE_TEXTS[language].thanks, language, embeddable: true });
    await this.pages.send(response, {
      language,
      title: offer.title[language],
      content: formContent(offer, language, { values: textsOf(body), problems: outcome.problems }),
      status: 422,
      embeddable: true,
    });
  }

  @Route('showConfirmation')
  showConfirmation(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.ask('confirm', { token, request, response });
  }

  @Route('confirm')
  confirm(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.act('confirm', { token, request, response });
  }

  @Route('deliverOffer')
  async deliver(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const target = await this.links.deliver(token);
    return target === null ? this.dead(request, response) : leadOn(response, target);
  }

  @Route('followLink')
  async follow(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const target = await this.links.follow(token);
    return target === null ? this.dead(request, response) : leadOn(response, target);
  }

  /** What a signed link of a mail asks: one sentence, one button. */
  private async ask(question: Question, { token, request, response }: Visit): Promise<void> {
    const language = await this.links.languageOf(question, token);
    if (language === null) return this.dead(request, response);
    await this.say(response, { ...PAGE_TEXTS[language][question].ask, language });
  }

  /** The button was pressed: it is done, and said so. */
  private async act(question: Question, { token, request, response }: Visit): Promise<void> {
    const language = await this.links.languageOf(question, token);
    if (language === null || !(await this.links[question](token))) return this.dead(request, response);
    await this.say(response, { ...PAGE_TEXTS[language][question].done, language });
  }

  private dead(request: Request, response: Response): Promise<void> {
    const { language } = contextOf(request);
    return this.say(response, { ...PAGE_TEXTS[language].dead, language, status: 404 });
  }

  private say(response: Response, saying: Saying & Omit<PublicPage, 'content'>): Promise<void> {
    return this.pages.send(response, { ...saying, content: sayingContent(saying) });
  }
}

function formSource(query: Readonly<Record<string, unknown>>, request: Request): Source {
  const referrer = hostOf(request.get('referer') ?? null);
  return {
    channel: textAt(query, 'utm_medium') ?? textAt(query, 'utm_source'),
    campaign: textAt(query, 'utm_campaign'),
    referrer: referrer === request.hostname ? null : referrer,
  };
}

function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The person's own browser goes on; no proxy may keep the way. */
function leadOn(response: Response, target: string): void {
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(302, target);
}
