import { LANGUAGES, SLA_CLOCKS } from '@ripen/domain';
import { Drive, MANAGER } from './handoff.fixture';
import { noticeStep, noticeStillHolds, parseNoticeStep } from './notice-step';
import { noticeTemplate } from './notice-texts';
import { NOTICES } from './state';

describe('the step of a notice', () => {
  it('reads back what it was made of', () => {
    for (const notice of NOTICES) {
      expect(parseNoticeStep(noticeStep(notice, 'a:b'))).toEqual({ notice, userId: 'a:b' });
    }
  });

  it('is nothing else', () => {
    for (const step of ['', 'mail', 'offered', 'offered:', ':ayla', 'sold:ayla'])
      expect(parseNoticeStep(step)).toBeNull();
  });
});

describe('a notice that was held up', () => {
  it('is dropped when the offer went to somebody else or was accepted', () => {
    const drive = new Drive();
    drive.decideAt(0);
    const offer = { visit: 1, notice: 'offered', userId: 'ayla' } as const;
    const reminder = { visit: 1, notice: 'reminded', userId: 'ayla' } as const;
    expect([noticeStillHolds(drive.state, offer), noticeStillHolds(drive.state, reminder)]).toEqual([true, true]);
    drive.actAt(1, { action: 'accept' });
    expect([noticeStillHolds(drive.state, offer), noticeStillHolds(drive.state, reminder)]).toEqual([false, false]);
    expect(noticeStillHolds(drive.state, { ...offer, notice: 'reassigned_away' })).toBe(true);
  });

  it('about the pool is dropped when the lead has left it, even if it is back', () => {
    const drive = new Drive();
    for (const hours of [0, 10, 20, 30]) drive.decideAt(hours);
    const pooled = { visit: 4, notice: 'pooled', userId: 'ben' } as const;
    expect(noticeStillHolds(drive.state, pooled)).toBe(true);
    drive.actAt(31, { action: 'reassign', toUserId: 'ben' }, MANAGER);
    expect(noticeStillHolds(drive.state, pooled)).toBe(false);
    drive.decideAt(41);
    expect([drive.state.state, noticeStillHolds(drive.state, pooled)]).toEqual(['pool', false]);
  });
});

describe('the mail of a notice', () => {
  const variables = new Set(['lead.name', 'company.name', 'cell', 'due', 'link']);

  it('exists in both languages for every promise, with the link, and reads known variables only', () => {
    for (const notice of NOTICES) {
      for (const clock of [...SLA_CLOCKS, null]) {
        const [de, en] = LANGUAGES.map((language) => noticeTemplate(notice, clock, language));
        expect(de?.subject).not.toBe(en?.subject);
        expect(de?.body).not.toBe(en?.body);
        for (const template of [de, en]) {
          expect(template?.body).toContain('({{ link }})');
          const used = `${template?.subject} ${template?.body}`.matchAll(/\{\{ ([\w.]+) \}\}|\{% if ([\w.]+) %\}/g);
          for (const [, printed, asked] of used) expect(variables).toContain(printed ?? asked);
        }
      }
    }
  });

  it('asks for what the clock asks for', () => {
    expect(noticeTemplate('reminded', 'contact', 'de').body).toContain(
      'nehmen Sie{% if due %} bis {{ due }}{% endif %} Kontakt auf',
    );
    expect(noticeTemplate('warned', 'feedback', 'en').body).toContain('There is no feedback on');
  });
});
