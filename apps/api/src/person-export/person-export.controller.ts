import { Controller, Res } from '@nestjs/common';
import type { PersonExport } from '@ripen/contracts';
import type { Response } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { WorkspaceService } from '../settings/workspace.service';
import { pagePolicy } from '../pages/layout';
import { PersonExportService } from './person-export.service';
import { personPage } from './person-page';

/** Neither a browser nor anything on the way keeps it. */
const KEPT_NOWHERE = 'no-store';

@Controller()
export class PersonExportController {
  constructor(
    private readonly exports: PersonExportService,
    private readonly workspace: WorkspaceService,
  ) {}

  @Route('exportLead')
  async file(
    @Input() { params }: InputOf<'exportLead'>,
    @Caller() caller: CallerShape,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PersonExport> {
    const made = await this.exports.make(params.id, caller);
    response.set({
      'cache-control': KEPT_NOWHERE,
      'content-disposition': `attachment; filename="person-${made.person.id}.json"`,
    });
    return made;
  }

  @Route('showLeadExport')
  async page(
    @Input() { params, query }: InputOf<'showLeadExport'>,
    @Caller() caller: CallerShape,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const made = await this.exports.make(params.id, caller);
    const { zone, companyName } = await this.workspace.settings();
    response
      .type('html')
      .set({ 'cache-control': KEPT_NOWHERE, 'content-security-policy': pagePolicy({ sheet: true }) });
    return personPage(made, { language: query.language ?? caller.language, zone, companyName });
  }
}
