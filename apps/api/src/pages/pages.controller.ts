import { Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { contextOf } from '../http/request-context';
import { Route } from '../http/route.decorator';
import { OfferFilesService } from '../offers/offer-files.service';
import { type Saying, sayingContent } from './form-page';
import { LinksService } from './links.service';
import { PageSender, type PublicPage } from './page-sender.service';
import { PAGE_TEXTS } from './texts';

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
    private readonly links: LinksService,
    private readonly files: OfferFilesService,
  ) {}

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

  /** An attachment and nothing else: a browser never shows or runs what somebody uploaded. */
  @Route('downloadFile')
  async download(@Param('token') token: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const id = this.links.fileOf(token);
    const file = id === null ? null : await this.files.find(id);
    return file === null ? this.dead(request, response) : this.files.send(file, response);
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

/** The person's own browser goes on; no proxy may keep the way. */
function leadOn(response: Response, target: string): void {
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).redirect(302, target);
}
