import { Controller } from '@nestjs/common';
import type { EventPerson, EventRow, GuestsTaken } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { EventsService } from './events.service';

@Controller()
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Route('listEvents')
  async list(@Input() { query }: InputOf<'listEvents'>): Promise<{ items: EventRow[] }> {
    return { items: await this.events.list(query.archived) };
  }

  @Route('getEvent')
  get(@Input() { params }: InputOf<'getEvent'>): Promise<EventRow> {
    return this.events.get(params.id);
  }

  @Route('createEvent')
  create(@Input() { body }: InputOf<'createEvent'>): Promise<EventRow> {
    return this.events.save(null, body);
  }

  @Route('updateEvent')
  update(@Input() { params, body }: InputOf<'updateEvent'>): Promise<EventRow> {
    return this.events.save(params.id, body);
  }

  @Route('listEventPeople')
  async people(@Input() { params }: InputOf<'listEventPeople'>): Promise<{ items: EventPerson[] }> {
    return { items: await this.events.people(params.id) };
  }

  @Route('addEventPeople')
  add(@Input() { params, body }: InputOf<'addEventPeople'>): Promise<GuestsTaken> {
    return this.events.add(params.id, body);
  }

  @Route('setEventPeople')
  settle(@Input() { params, body }: InputOf<'setEventPeople'>): Promise<GuestsTaken> {
    return this.events.settle(params.id, body);
  }
}
