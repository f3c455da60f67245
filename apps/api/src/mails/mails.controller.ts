import { Controller } from '@nestjs/common';
import type { MailPreview } from '@ripen/contracts';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { MailPreviewService } from './mail-preview.service';

@Controller()
export class MailsController {
  constructor(private readonly previews: MailPreviewService) {}

  @Route('previewMail')
  preview(@Input() { body }: InputOf<'previewMail'>, @Caller() caller: CallerShape): Promise<MailPreview> {
    return this.previews.preview(body, caller);
  }
}
