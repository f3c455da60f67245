import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Language } from '@ripen/domain';
import type { Preferences, PreferenceWish } from '@ripen/persistence';
import type { Request, Response } from 'express';
import { contextOf } from '../http/request-context';
import { Route } from '../http/route.decorator';
import { textAt } from '../ingest/source';
import { html } from '../pages/markup';
import { sayingContent } from '../pages/form-page';
import { PageSender } from '../pages/page-sender.service';
import { PAGE_TEXTS } from '../pages/texts';
import { preferencesContent } from './preferences-page';
import { filledIn, PREFERENCE_TEXTS } from './preferences-texts';
import { PreferencesService, type Unsubscribing } from './preferences.service';

/** Pauses that the page offers, in days. 0 ends one. */
const PAUSES = [0, 30, 90];

/**
 * The preference centre and unsubscribing, for people without an account. Opening a page changes nothing, since scanners of mail programs open
 * everything; a POST needs no cookie and no origin (RFC 8058), the signed link is all.
 */
@Controller()
export class PreferencesController {
  constructor(
    private readonly pages: PageSender,
    private readonly preferences: PreferencesService,
  ) {}

  @Route('showUnsubscribe')
  async showUnsubscribe(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const behind = await this.preferences.unsubscribing(token);
    if (behind.link !== 'good') return this.kindly(behind.link, request, response);
    const { language, purposeName } = behind.of;
    const { title, one, all, button } = PREFERENCE_TEXTS[language].unsubscribe;
    const text = purposeName === null ? all : filledIn(one, { name: purposeName[language] });
    await this.pages.send(response, { language, title, content: sayingContent({ title, text, button }) });
  }

  /** A mail program posts here and looks at nothing but the status; nothing of its body is read. */
  @Route('unsubscribe')
  async unsubscribe(
    @Param('token') token: string,
    @Query('all') all: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const behind = await this.preferences.unsubscribing(token);
    if (behind.link !== 'good') return this.kindly(behind.link, request, response);
    const fromAll = all === '1';
    if (!(await this.preferences.unsubscribe(behind.of, fromAll))) return this.kindly('gone', request, response);
    await this.sayDone(response, behind.of, fromAll);
  }

  @Route('showPreferences')
  async show(
    @Param('token') token: string,
    @Query() query: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const behind = await this.preferences.preferences(token);
    if (behind.link !== 'good') return this.kindly(behind.link, request, response);
    const { language: workspaceLanguage, zone } = await this.preferences.workspace();
    const asked = textAt(query, 'lang');
    const language = languageNamed(asked) ?? behind.of.language ?? workspaceLanguage;
    const done = textAt(query, 'done');
    const notice = done === 'saved' || done === 'stopped' ? done : null;
    const content = preferencesContent({ preferences: behind.of, language, zone, notice });
    await this.pages.send(response, { language, title: PREFERENCE_TEXTS[language].title, content });
  }

  @Route('savePreferences')
  async save(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const behind = await this.preferences.preferences(token);
    if (behind.link !== 'good') return this.kindly(behind.link, request, response);
    const body = textsOf(request.body);
    const stops = body['act'] === 'stop';
    const done = stops
      ? await this.preferences.withdrawAll(behind.of.leadId)
      : await this.preferences.save(behind.of.leadId, wishOf(behind.of, body));
    if (!done) return this.kindly('gone', request, response);
    // Reloading the page afterwards sends nothing again.
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    response.redirect(303, `/p/${token}?done=${stops ? 'stopped' : 'saved'}`);
  }

  private async sayDone(response: Response, about: Unsubscribing, fromAll: boolean): Promise<void> {
    const { language, purposeName, preferencesPath } = about;
    const { doneTitle, doneOne, doneAll, fromAll: label, more } = PREFERENCE_TEXTS[language].unsubscribe;
    const one = !fromAll && purposeName !== null;
    const content = html`<h1>${doneTitle}</h1>
      <p role="status">${one ? filledIn(doneOne, { name: purposeName[language] }) : doneAll}</p>
      ${one && html`<form method="post" action="?all=1"><button type="submit" class="quiet">${label}</button></form>`}
      <p class="after"><a href="${preferencesPath}">${more}</a></p>`;
    await this.pages.send(response, { language, title: doneTitle, content });
  }

  /** A forged link is none of ours; who is gone gets no mails any more, which is what was asked for. */
  private kindly(link: 'forged' | 'gone', request: Request, response: Response): Promise<void> {
    const { language } = contextOf(request);
    const saying = link === 'gone' ? PREFERENCE_TEXTS[language].gone : PAGE_TEXTS[language].dead;
    const page = { language, title: saying.title, content: sayingContent(saying) };
    return this.pages.send(response, { ...page, status: link === 'gone' ? 200 : 404 });
  }
}

function wishOf({ choices }: Preferences, body: Readonly<Record<string, string>>): PreferenceWish {
  const pause = body['pause'] === undefined || body['pause'] === '' ? null : Number(body['pause']);
  return {
    choices: choices.flatMap(({ purpose, channel }) => {
      const shown = body[`shown.${purpose}.${channel}`];
      return shown === undefined
        ? []
        : [{ purpose, channel, shown: shown === 'on', wanted: body[`want.${purpose}.${channel}`] === 'on' }];
    }),
    read: languageNamed(body['read']) ?? 'de',
    language: languageNamed(body['language']),
    pauseDays: pause !== null && PAUSES.includes(pause) ? pause : null,
  };
}

function languageNamed(value: string | null | undefined): Language | null {
  return value === 'de' || value === 'en' ? value : null;
}

function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
