import type { CreateCustomFieldBody, CustomFieldShape, UpdateCustomFieldBody } from '@ripen/contracts';
import type { CustomField, FieldValue } from '@ripen/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { orNotFound, refuseFields } from '../http/api-exception';

const COLUMNS = 'id, key, label, type, choices';
const LONGEST_KEY = 50;

@Injectable()
export class CustomFieldsService {
  constructor(private readonly database: Database) {}

  list(): Promise<CustomFieldShape[]> {
    return this.database.rows<CustomFieldShape>(`SELECT ${COLUMNS} FROM custom_field ORDER BY created_at, id`);
  }

  /** The key is made of the English label; where it is taken, a number makes it another. */
  async create({ label, type, choices }: CreateCustomFieldBody): Promise<CustomFieldShape> {
    const base = keyOf(label.en);
    for (let time = 1; ; time += 1) {
      const key = time === 1 ? base : `${base}_${time}`;
      const made = await this.database.row<CustomFieldShape>(
        `INSERT INTO custom_field (key, label, type, choices) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING RETURNING ${COLUMNS}`,
        [key, JSON.stringify(label), type, type === 'choice' ? choices : []],
      );
      if (made !== null) return made;
    }
  }

  async update(id: string, { label, choices }: UpdateCustomFieldBody): Promise<CustomFieldShape> {
    return orNotFound(
      await this.database.row<CustomFieldShape>(
        `UPDATE custom_field SET label = $2, choices = CASE WHEN type = 'choice' THEN $3::text[] ELSE choices END WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, JSON.stringify(label), choices],
      ),
    );
  }

  /** Values by hand, held against the types of their fields. */
  async checked(values: Readonly<Record<string, FieldValue>>): Promise<Record<string, FieldValue>> {
    const fields = new Map((await this.list()).map((field) => [field.key, field]));
    const wrong = Object.entries(values).filter(([key, value]) => !fits(fields.get(key), value));
    if (wrong.length > 0)
      throw refuseFields(wrong.map(([key]) => ({ path: `body.custom.${key}`, problem: 'bad_value' })));
    return values;
  }
}

function fits(field: CustomField | undefined, value: FieldValue): boolean {
  if (field === undefined) return false;
  if (value === null || value === '') return true;
  switch (field.type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'yes_no':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value);
  }
}

const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

function keyOf(label: string): string {
  const plain = label
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, LONGEST_KEY);
  if (plain === '') return 'field';
  return plain;
}
