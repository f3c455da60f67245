import { Controller, Req } from '@nestjs/common';
import type { Offer } from '@ripen/contracts';
import type { Request } from 'express';
import type { Caller as CallerShape } from '../access/caller';
import { Caller, Input, type InputOf, Route } from '../http/route.decorator';
import { OfferFilesService } from './offer-files.service';
import { OffersService } from './offers.service';

@Controller()
export class OffersController {
  constructor(
    private readonly offers: OffersService,
    private readonly files: OfferFilesService,
  ) {}

  @Route('listOffers')
  async list(): Promise<{ items: Offer[] }> {
    return { items: await this.offers.list() };
  }

  @Route('getOffer')
  get(@Input() { params }: InputOf<'getOffer'>): Promise<Offer> {
    return this.offers.get(params.id);
  }

  @Route('createOffer')
  create(@Input() { body }: InputOf<'createOffer'>, @Caller() caller: CallerShape): Promise<Offer> {
    return this.offers.create(body, caller);
  }

  @Route('updateOffer')
  update(@Input() { params, body }: InputOf<'updateOffer'>, @Caller() caller: CallerShape): Promise<Offer> {
    return this.offers.update(params.id, body, caller);
  }

  @Route('uploadOfferFile')
  async upload(@Input() { params, query }: InputOf<'uploadOfferFile'>, @Req() request: Request): Promise<Offer> {
    await this.files.put(params.id, query.name, request);
    return this.offers.get(params.id);
  }

  @Route('removeOfferFile')
  async removeFile(@Input() { params }: InputOf<'removeOfferFile'>): Promise<Offer> {
    await this.files.remove(params.id);
    return this.offers.get(params.id);
  }
}
