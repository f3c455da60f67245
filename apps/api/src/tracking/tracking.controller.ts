import { Controller } from '@nestjs/common';
import type { Tracking } from '@ripen/contracts';
import { Input, type InputOf, Route } from '../http/route.decorator';
import { TrackingService } from './tracking.service';

@Controller()
export class TrackingController {
  constructor(private readonly tracking: TrackingService) {}

  @Route('getTracking')
  get(): Promise<Tracking> {
    return this.tracking.get();
  }

  @Route('updateTracking')
  update(@Input() { body }: InputOf<'updateTracking'>): Promise<Tracking> {
    return this.tracking.update(body.respectSignals);
  }
}
