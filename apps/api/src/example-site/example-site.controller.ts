import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';
import { Route } from '../http/route.decorator';
import { languageOf, PageSender } from '../pages/page-sender.service';
import { exampleSiteKey } from './example-site';
import { EXAMPLE_SCRIPT, examplePage } from './example-page';
import { EXAMPLE_PAGES, EXAMPLE_TOPICS, type ExampleTexts } from './example-texts';

/** A small website as a customer's would be: it asks for consent and reports by the same tracker. Only while there is sample data. */
@Controller()
export class ExampleSiteController {
  constructor(
    private readonly database: Database,
    private readonly pages: PageSender,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Route('showExampleTopic')
  topic(@Param('page') page: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(EXAMPLE_TOPICS.get(page), { request, response });
  }

  @Route('showExamplePage')
  page(@Param('page') page: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.show(EXAMPLE_PAGES.get(page), { request, response });
  }

  private async show(
    texts: ExampleTexts | undefined,
    { request, response }: { request: Request; response: Response },
  ): Promise<void> {
    orNotFound(await this.database.row('SELECT 1 FROM workspace WHERE example_installed_at IS NOT NULL'));
    const language = languageOf(request);
    const { title, content } = examplePage(orNotFound(texts ?? null), {
      language,
      writeKey: exampleSiteKey(this.options.secret),
    });
    await this.pages.send(response, { language, title, content, script: EXAMPLE_SCRIPT });
  }
}
