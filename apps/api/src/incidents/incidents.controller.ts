import { Controller } from '@nestjs/common';
import type { ExchangeHealth, IncidentRow, MailOut } from '@ripen/contracts';
import { ExchangeHealthService } from '../health/exchange-health.service';
import { MailOutService } from '../health/mail-out.service';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { IncidentsService } from './incidents.service';

@Controller()
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly mailOut: MailOutService,
    private readonly exchangeHealth: ExchangeHealthService,
  ) {}

  @Route('listIncidents')
  list(@Input() { query }: InputOf<'listIncidents'>): Promise<Page<IncidentRow>> {
    return this.incidents.list(query);
  }

  @Route('getMailOut')
  getMailOut(): Promise<MailOut> {
    return this.mailOut.read();
  }

  @Route('getExchangeHealth')
  getExchangeHealth(): Promise<ExchangeHealth> {
    return this.exchangeHealth.read();
  }
}
