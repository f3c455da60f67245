import { Controller, Res } from '@nestjs/common';
import type { Form, FormSummary, FormVersion, Submission } from '@ripen/contracts';
import type { Response } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { formContent } from '../pages/form-page';
import { askedOf } from '../pages/hosted-form';
import { PageSender } from '../pages/page-sender.service';
import { FormBuilderService } from './form-builder.service';

@Controller()
export class FormBuilderController {
  constructor(
    private readonly forms: FormBuilderService,
    private readonly pages: PageSender,
  ) {}

  @Route('listForms')
  async list(@Input() { query }: InputOf<'listForms'>): Promise<{ items: FormSummary[] }> {
    return { items: await this.forms.list(query.archived) };
  }

  @Route('createForm')
  create(@Input() { body }: InputOf<'createForm'>): Promise<Form> {
    return this.forms.create(body);
  }

  @Route('getForm')
  get(@Input() { params }: InputOf<'getForm'>): Promise<Form> {
    return this.forms.get(params.id);
  }

  @Route('updateForm')
  update(@Input() { params, body }: InputOf<'updateForm'>): Promise<Form> {
    return this.forms.update(params.id, body);
  }

  @Route('saveForm')
  save(@Input() { params, body }: InputOf<'saveForm'>): Promise<Form> {
    return this.forms.save(params.id, body);
  }

  @Route('publishForm')
  publish(@Input() { params, body }: InputOf<'publishForm'>, @Caller() caller: CallerShape): Promise<Form> {
    return this.forms.publish(params.id, body.revision, caller);
  }

  @Route('listFormVersions')
  async versions(@Input() { params }: InputOf<'listFormVersions'>): Promise<{ items: FormVersion[] }> {
    return { items: await this.forms.versions(params.id) };
  }

  @Route('duplicateForm')
  duplicate(@Input() { params }: InputOf<'duplicateForm'>): Promise<Form> {
    return this.forms.duplicate(params.id);
  }

  /** The form as visitors get it, by the same code; it can send nothing. */
  @Route('previewForm')
  async preview(@Input() { params, query }: InputOf<'previewForm'>, @Res() response: Response): Promise<void> {
    const { id, slug, draft, wordingVersion } = await this.forms.get(params.id);
    const language = query.lang;
    const form = {
      id,
      slug,
      version: 0,
      wordingVersion: wordingVersion ?? 1,
      definition: draft,
      offerId: null,
      topic: slug,
    };
    const content = formContent({
      form,
      asked: askedOf(draft, null),
      language,
      values: {},
      problems: {},
      byLink: false,
    });
    await this.pages.send(response, { language, title: draft.title[language], content, preview: true });
  }

  @Route('listSubmissions')
  async submissions(@Input() { params }: InputOf<'listSubmissions'>): Promise<{ items: Submission[] }> {
    return { items: await this.forms.submissions(params.id) };
  }
}
