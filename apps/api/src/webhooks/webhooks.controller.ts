import { Controller } from '@nestjs/common';
import type { Delivery, DeliveryDetail, Webhook, WebhookWithSecret } from '@ripen/contracts';
import { type Caller as CallerShape } from '../access/caller';
import type { Page } from '../http/paging';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { DeliveriesService } from './deliveries.service';
import { WebhooksService } from './webhooks.service';

@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Route('listWebhooks')
  async listWebhooks(): Promise<{ items: Webhook[] }> {
    return { items: await this.webhooks.list() };
  }

  @Route('createWebhook')
  createWebhook(
    @Input() { body }: InputOf<'createWebhook'>,
    @Caller() caller: CallerShape,
  ): Promise<WebhookWithSecret> {
    return this.webhooks.create(body, caller);
  }

  @Route('updateWebhook')
  updateWebhook(@Input() { params, body }: InputOf<'updateWebhook'>, @Caller() caller: CallerShape): Promise<Webhook> {
    return this.webhooks.update(params.id, body, caller);
  }

  @Route('deleteWebhook')
  deleteWebhook(@Input() { params }: InputOf<'deleteWebhook'>, @Caller() caller: CallerShape): Promise<void> {
    return this.webhooks.remove(params.id, caller);
  }

  @Route('rotateWebhookSecret')
  rotateWebhookSecret(
    @Input() { params }: InputOf<'rotateWebhookSecret'>,
    @Caller() caller: CallerShape,
  ): Promise<WebhookWithSecret> {
    return this.webhooks.rotate(params.id, caller);
  }

  @Route('testWebhook')
  testWebhook(@Input() { params }: InputOf<'testWebhook'>): Promise<Delivery> {
    return this.deliveries.test(params.id);
  }

  @Route('listDeliveries')
  listDeliveries(@Input() { params, query }: InputOf<'listDeliveries'>): Promise<Page<Delivery>> {
    return this.deliveries.list(params.id, query);
  }

  @Route('getDelivery')
  getDelivery(@Input() { params }: InputOf<'getDelivery'>): Promise<DeliveryDetail> {
    return this.deliveries.get(params.id, params.deliveryId);
  }

  @Route('replayDelivery')
  replayDelivery(@Input() { params }: InputOf<'replayDelivery'>): Promise<Delivery> {
    return this.deliveries.replay(params.id, params.deliveryId);
  }

  @Route('replayDeadDeliveries')
  async replayDeadDeliveries(@Input() { params }: InputOf<'replayDeadDeliveries'>): Promise<{ count: number }> {
    return { count: await this.deliveries.replayDead(params.id) };
  }
}
