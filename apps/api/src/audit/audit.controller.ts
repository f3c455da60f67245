import { Controller } from '@nestjs/common';
import type { AuditCheckShape, AuditRow } from '@ripen/contracts';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { AuditService } from './audit.service';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Route('listAudit')
  list(@Input() { query }: InputOf<'listAudit'>): Promise<Page<AuditRow>> {
    return this.audit.list(query);
  }

  @Route('verifyAudit')
  verify(@Input() { query }: InputOf<'verifyAudit'>): Promise<AuditCheckShape> {
    const { number, hash } = query;
    return this.audit.verify(number === undefined || hash === undefined ? null : { number, hash });
  }
}
