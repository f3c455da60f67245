import { Controller, Req } from '@nestjs/common';
import type { FeedbackSource, LeadMail, MailDelivery, MailReportRow } from '@ripen/contracts';
import type { Request } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { ApiException } from '../http/api-exception';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { DeliveryService } from './delivery.service';
import { FeedbackService, type Taken } from './feedback.service';

@Controller()
export class DeliveryController {
  constructor(
    private readonly delivery: DeliveryService,
    private readonly feedback: FeedbackService,
  ) {}

  @Route('getMailDelivery')
  get(): Promise<MailDelivery> {
    return this.delivery.delivery();
  }

  @Route('updateMailRules')
  setRules(@Input() { body }: InputOf<'updateMailRules'>, @Caller() caller: CallerShape): Promise<MailDelivery> {
    return this.delivery.setRules(body, caller);
  }

  @Route('releaseMailBrake')
  release(@Caller() caller: CallerShape): Promise<void> {
    return this.delivery.release(caller);
  }

  @Route('listMailReports')
  reports(@Input() { query }: InputOf<'listMailReports'>): Promise<Page<MailReportRow>> {
    return this.delivery.reports(query);
  }

  @Route('listFeedbackSources')
  async sources(): Promise<{ items: FeedbackSource[] }> {
    return { items: await this.feedback.sources() };
  }

  @Route('createFeedbackSource')
  addSource(
    @Input() { body }: InputOf<'createFeedbackSource'>,
    @Caller() caller: CallerShape,
  ): Promise<FeedbackSource & { secret: string }> {
    return this.feedback.addSource(body.name, caller);
  }

  @Route('revokeFeedbackSource')
  revokeSource(@Input() { params }: InputOf<'revokeFeedbackSource'>, @Caller() caller: CallerShape): Promise<void> {
    return this.feedback.revokeSource(params.id, caller);
  }

  @Route('listLeadMails')
  async mails(
    @Input() { params }: InputOf<'listLeadMails'>,
    @Caller() caller: CallerShape,
  ): Promise<{ items: LeadMail[] }> {
    return { items: await this.delivery.mailsOf(params.id, caller) };
  }

  /** Denied before anything of the body is looked at. */
  @Route('takeMailFeedback')
  async take(@Req() request: Request): Promise<Taken> {
    const secret = secretIn(request.get('authorization') ?? '');
    const sourceId = secret === null ? null : await this.feedback.sourceOf(secret);
    if (sourceId === null) throw new ApiException('key_refused');
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body) || body.length === 0) throw new ApiException('malformed_body');
    const isJson = /[/+]json\b/i.test(request.get('content-type') ?? '');
    return this.feedback.fromHook(body, { isJson, sourceId });
  }
}

/** A bearer token, or the password of basic authentication, whoever the user is. */
function secretIn(authorization: string): string | null {
  const bearer = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([A-Za-z0-9+/=]{1,600})$/i.exec(authorization)?.[1];
  if (basic === undefined) return null;
  const [, password] = /^[^:]*:(.+)$/.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return password ?? null;
}
