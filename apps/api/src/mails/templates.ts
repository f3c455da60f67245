import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  createTemplateRenderer,
  type MailTemplate,
  type RenderInput,
  type RenderResult,
  type TemplateLint,
} from '@ripen/connectors';
import { MAIL_VARIABLES } from '@ripen/contracts';

const KNOWN = Object.keys(MAIL_VARIABLES);

/** Renders and checks the texts of mails exactly as the worker does: in a thread of their own, with its limits. */
@Injectable()
export class Templates implements OnApplicationShutdown {
  private readonly renderer = createTemplateRenderer();

  lint(template: MailTemplate): Promise<TemplateLint> {
    return this.renderer.lint(template, KNOWN);
  }

  render(input: RenderInput): Promise<RenderResult> {
    return this.renderer.render(input);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.renderer.close();
  }
}
