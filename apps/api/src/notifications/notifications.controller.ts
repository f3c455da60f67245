import { Controller, Req, Res } from '@nestjs/common';
import type { NotificationShape, Unread } from '@ripen/contracts';
import type { Request, Response } from 'express';
import type { UserCaller } from '../access/caller';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { Streams } from '../http/streams';
import { NotificationsService } from './notifications.service';

const LOOK_EVERY_MS = 3_000;

@Controller()
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly streams: Streams,
  ) {}

  @Route('listNotifications')
  listNotifications(
    @SignedIn() caller: UserCaller,
    @Input() { query }: InputOf<'listNotifications'>,
  ): Promise<Page<NotificationShape> & Unread> {
    return this.notifications.list(caller.userId, query);
  }

  @Route('markNotificationsRead')
  markNotificationsRead(
    @SignedIn() caller: UserCaller,
    @Input() { body }: InputOf<'markNotificationsRead'>,
  ): Promise<Unread> {
    return this.notifications.markRead(caller.userId, body.ids);
  }

  @Route('streamNotifications')
  streamNotifications(@SignedIn() caller: UserCaller, @Req() request: Request, @Res() response: Response): void {
    this.streams.watch({
      request,
      response,
      event: 'unread',
      everyMs: LOOK_EVERY_MS,
      read: () => this.notifications.unread(caller.userId),
    });
  }
}
