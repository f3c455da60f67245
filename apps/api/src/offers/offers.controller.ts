import { Controller } from '@nestjs/common';
import type { Offer } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { OffersService } from './offers.service';

@Controller()
export class OffersController {
  constructor(private readonly offers: OffersService) {}

  @Route('listOffers')
  async list(): Promise<{ items: Offer[] }> {
    return { items: await this.offers.list() };
  }

  @Route('getOffer')
  get(@Input() { params }: InputOf<'getOffer'>): Promise<Offer> {
    return this.offers.get(params.id);
  }

  @Route('createOffer')
  create(@Input() { body }: InputOf<'createOffer'>): Promise<Offer> {
    return this.offers.create(body);
  }

  @Route('updateOffer')
  update(@Input() { params, body }: InputOf<'updateOffer'>): Promise<Offer> {
    return this.offers.update(params.id, body);
  }
}
