import { LANGUAGES } from '@ripen/domain';
import { compileModel } from './compile-model';
import { describeHint } from './describe-hint';
import { EXAMPLE_MODEL } from './example-model';
import { explain } from './explain';
import { hintsFor } from './hints';
import { companyOf, historyOf, leadOf, NOW } from './score.fixture';

const model = compileModel(EXAMPLE_MODEL);

function hinted(fields: { position: string | null; employees: number | null }, did: Record<string, number>) {
  const lead = leadOf({ position: fields.position });
  const company = companyOf({ employees: fields.employees });
  const explanation = explain({ lead, company, touchpoints: historyOf(did), adjustments: [], model, now: NOW });
  const hints = explanation === null ? [] : hintsFor(explanation, model);
  return hints.map((hint) => [
    hint.toCell,
    ...LANGUAGES.map((language) => describeHint(hint, EXAMPLE_MODEL, language)),
  ]);
}

describe('the smallest changes in words', () => {
  it('name the missing points with the cheapest way to them', () => {
    expect(hinted({ position: 'Geschäftsführerin', employees: null }, { webinar_registered: 2 })).toEqual([
      [
        'A2',
        '1 Punkt mehr, z. B. durch „Besuch einer Themen- oder Produkt-Webseite“',
        '1 more point, for example by “Visited a topic or product page”',
      ],
    ]);
  });

  it('name the least answer that would lift the grade', () => {
    expect(hinted({ position: null, employees: null }, {}).slice(1)).toEqual([
      ['C4', 'Position bekannt: mindestens „Marketing-Manager“', 'Position known: at least “Marketing manager”'],
      ['C4', 'Firmengröße (Mitarbeiter) bekannt: über 2.500', 'Company size (employees) known: more than 2,500'],
      ['C4', 'Branche bekannt: mindestens „Handel“', 'Industry known: at least “Trade”'],
    ]);
  });

  it('say one point in the singular and thousandths in the language of the reader', () => {
    const hint = { code: 'more_points', byOneOf: [], toCell: 'A1', toStage: 'sales_ready' } as const;
    const said = (missingMilli: number) =>
      LANGUAGES.map((language) => describeHint({ ...hint, missingMilli }, EXAMPLE_MODEL, language));
    expect(said(1_000)).toEqual(['1 Punkt mehr', '1 more point']);
    expect(said(1_500)).toEqual(['1,5 Punkte mehr', '1.5 more points']);
  });
});
