import type { Relationship } from '@ripen/domain';

/** A made-up lead of the example workspace. Its address lies under a top-level domain that never exists. */
export interface ExampleLead {
  readonly key: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: {
    readonly name: string;
    readonly relationship?: Relationship;
    readonly employees?: number;
    readonly industry?: string;
  };
  readonly position?: string;
  /** Touchpoint types, oldest first, a day apart. */
  readonly did: readonly string[];
  /** Points by hand, whole points. */
  readonly adjustment?: number;
}

/** People on every side of the example model's borders: exactly 25 points and 26, a floor, an unlisted industry, a pseudo-lead. */
export const EXAMPLE_LEADS: readonly ExampleLead[] = [
  {
    key: 'L1',
    firstName: 'Maria',
    lastName: 'Beispiel',
    company: { name: 'Beispiel Anlagenbau AG', employees: 12_000, industry: 'Anlagenbau' },
    position: 'Marketing-Leitung',
    did: ['trade_fair_visited', 'webinar_registered', 'content_requested', 'email_link_clicked'],
  },
  {
    key: 'L2',
    firstName: 'Jonas',
    lastName: 'Muster',
    company: { name: 'IT Nord GmbH', employees: 10_000, industry: 'IT' },
    position: 'Fachbereichsleiter',
    did: ['webinar_registered'],
  },
  {
    key: 'L3',
    firstName: 'Elif',
    lastName: 'Probe',
    company: { name: 'Rechenwerk SE', employees: 10_001, industry: 'IT' },
    position: 'Fachbereichsleiterin',
    did: ['webinar_registered'],
    adjustment: 1,
  },
  {
    key: 'L4',
    firstName: 'Peter',
    lastName: 'Vorlage',
    company: { name: 'Handelshof Vorlage KG', employees: 5_001, industry: 'Handel' },
    position: 'Marketing-Manager',
    did: ['content_requested', 'trade_fair_visited'],
  },
  {
    key: 'L5',
    firstName: 'Sofia',
    lastName: 'Testmann',
    company: { name: 'Großmarkt Süd eG', employees: 5_000, industry: 'Handel' },
    position: 'Marketing-Managerin',
    did: ['content_requested', 'trade_fair_visited'],
    adjustment: 1,
  },
  {
    key: 'L6',
    firstName: 'Lukas',
    lastName: 'Fiktiv',
    company: { name: 'Fiktiv Systeme GmbH', employees: 2_501, industry: 'IT' },
    position: 'Marketing-Leitung',
    did: ['webinar_registered', 'webinar_registered', 'webinar_registered'],
  },
  {
    key: 'L7',
    firstName: 'Nora',
    lastName: 'Erdacht',
    company: { name: 'Erdacht Software GmbH', employees: 2_500, industry: 'IT' },
    position: 'Marketing-Leitung',
    did: ['webinar_registered', 'webinar_registered', 'webinar_registered'],
    adjustment: 1,
  },
  {
    key: 'L9',
    firstName: 'Tim',
    lastName: 'Modell',
    company: { name: 'Modell Consulting', employees: 90, industry: 'Consulting' },
    position: 'Werkstudent',
    did: ['trade_fair_visited', 'trade_fair_visited', 'content_requested'],
  },
  {
    key: 'L10',
    firstName: 'Greta',
    lastName: 'Skizze',
    company: { name: 'Skizze Maschinen GmbH', industry: 'Anlagenbau' },
    did: ['email_link_clicked', 'email_link_clicked'],
  },
  {
    key: 'L11',
    firstName: 'Karim',
    lastName: 'Entwurf',
    company: { name: 'Entwurf Anlagen AG', employees: 7_000, industry: 'Anlagenbau' },
    position: 'Fachbereichsleiter',
    did: ['topic_page_visited'],
    adjustment: -40,
  },
  {
    key: 'L12',
    firstName: 'Hanna',
    lastName: 'Schablone',
    company: { name: 'Akademie Schablone', employees: 101, industry: 'Bildung' },
    position: 'Marketing-Leitung',
    did: ['content_requested', 'content_requested', 'email_link_clicked'],
  },
  {
    key: 'customer',
    firstName: 'Olaf',
    lastName: 'Bestand',
    company: { name: 'Bestand Werke AG', relationship: 'customer', employees: 8_000, industry: 'Anlagenbau' },
    position: 'Fachbereichsleiter',
    did: ['content_requested', 'email_link_clicked'],
  },
];
