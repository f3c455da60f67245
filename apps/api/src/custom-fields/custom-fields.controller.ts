import { Controller } from '@nestjs/common';
import type { CustomFieldShape } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { CustomFieldsService } from './custom-fields.service';

@Controller()
export class CustomFieldsController {
  constructor(private readonly fields: CustomFieldsService) {}

  @Route('listCustomFields')
  async list(): Promise<{ items: CustomFieldShape[] }> {
    return { items: await this.fields.list() };
  }

  @Route('createCustomField')
  create(@Input() { body }: InputOf<'createCustomField'>): Promise<CustomFieldShape> {
    return this.fields.create(body);
  }

  @Route('updateCustomField')
  update(@Input() { params, body }: InputOf<'updateCustomField'>): Promise<CustomFieldShape> {
    return this.fields.update(params.id, body);
  }
}
