import { Controller } from '@nestjs/common';
import type { Board, Dossier, Worklist } from '@ripen/contracts';
import type { HandoffAction } from '@ripen/handoff';
import type { UserCaller } from '../access/caller';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { DossierService } from './dossier.service';
import { HandoffActionsService } from './handoff-actions.service';
import { WorklistService } from './worklist.service';

@Controller()
export class HandoffsController {
  constructor(
    private readonly worklists: WorklistService,
    private readonly dossiers: DossierService,
    private readonly actions: HandoffActionsService,
  ) {}

  @Route('getWorklist')
  worklist(@Input() { query }: InputOf<'getWorklist'>, @SignedIn() caller: UserCaller): Promise<Worklist> {
    return this.worklists.worklist(query, caller);
  }

  @Route('getBoard')
  board(@Input() { query }: InputOf<'getBoard'>, @SignedIn() caller: UserCaller): Promise<Board> {
    return this.worklists.board(query, caller);
  }

  @Route('getHandoff')
  get(@Input() { params }: InputOf<'getHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier> {
    return this.dossiers.get(params.id, caller);
  }

  @Route('acceptHandoff')
  accept(@Input() { params }: InputOf<'acceptHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'accept' }, caller);
  }

  @Route('claimHandoff')
  claim(@Input() { params }: InputOf<'claimHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'claim' }, caller);
  }

  @Route('rejectHandoff')
  reject(@Input() { params, body }: InputOf<'rejectHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'reject', ...body }, caller);
  }

  @Route('contactHandoff')
  contact(
    @Input() { params, body }: InputOf<'contactHandoff'>,
    @SignedIn() caller: UserCaller,
  ): Promise<Dossier | null> {
    return this.act(params.id, { action: 'contact', ...body }, caller);
  }

  @Route('followUpHandoff')
  followUp(
    @Input() { params, body }: InputOf<'followUpHandoff'>,
    @SignedIn() caller: UserCaller,
  ): Promise<Dossier | null> {
    return this.act(params.id, { action: 'follow_up', ...body }, caller);
  }

  @Route('setHandoffBant')
  bant(@Input() { params, body }: InputOf<'setHandoffBant'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'bant', bant: body }, caller);
  }

  @Route('quoteHandoff')
  async quote(
    @Input() { params, body }: InputOf<'quoteHandoff'>,
    @SignedIn() caller: UserCaller,
  ): Promise<Dossier | null> {
    return this.act(params.id, { action: 'quote', quote: await this.actions.quote(body) }, caller);
  }

  @Route('winHandoff')
  win(@Input() { params, body }: InputOf<'winHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'won', ...body }, caller);
  }

  @Route('loseHandoff')
  lose(@Input() { params, body }: InputOf<'loseHandoff'>, @SignedIn() caller: UserCaller): Promise<Dossier | null> {
    return this.act(params.id, { action: 'lost', ...body }, caller);
  }

  @Route('reassignHandoff')
  reassign(
    @Input() { params, body }: InputOf<'reassignHandoff'>,
    @SignedIn() caller: UserCaller,
  ): Promise<Dossier | null> {
    return this.act(params.id, { action: 'reassign', ...body }, caller);
  }

  /** Whoever gives a lead away may not see it any more: the answer is then null. */
  private async act(handoffId: string, action: HandoffAction, caller: UserCaller): Promise<Dossier | null> {
    await this.actions.act(handoffId, action, caller);
    return this.dossiers.find(handoffId, caller);
  }
}
