import { Controller } from '@nestjs/common';
import type { FirstLap } from '@ripen/contracts';
import type { UserCaller } from '../access/caller';
import { Input, type InputOf, Route, SignedIn } from '../http/route.decorator';
import { FirstLapService } from './first-lap.service';

@Controller()
export class FirstLapController {
  constructor(private readonly lap: FirstLapService) {}

  @Route('getFirstLap')
  get(@SignedIn() caller: UserCaller): Promise<FirstLap> {
    return this.lap.of(caller);
  }

  @Route('updateFirstLap')
  async update(@Input() { body }: InputOf<'updateFirstLap'>, @SignedIn() caller: UserCaller): Promise<FirstLap> {
    await this.lap.update(caller.userId, body);
    return this.lap.of(caller);
  }
}
