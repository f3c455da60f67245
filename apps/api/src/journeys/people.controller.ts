import { Controller } from '@nestjs/common';
import type { PersonAtNode } from '@ripen/contracts';
import type { Page } from '../http/paging';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { PeopleService } from './people.service';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Route('listPeopleAtNode')
  list(@Input() { params, query }: InputOf<'listPeopleAtNode'>): Promise<Page<PersonAtNode>> {
    return this.people.atNode(params.id, params.nodeId, query);
  }
}
