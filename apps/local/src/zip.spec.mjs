import { deflateRawSync } from 'node:zlib';
import { readZipEntry } from './zip.mjs';

/** A zip archive as small as the format allows. */
function zip(entries) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, content, method] of entries) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

describe('readZipEntry', () => {
  const archive = zip([
    ['metadata', 'about', 0],
    ['tool/scripts/temporal', 'the program '.repeat(100), 8],
  ]);

  it('takes out a packed file and a stored one', () => {
    const program = readZipEntry(archive, (name) => name.endsWith('/scripts/temporal'));
    expect(program?.toString()).toBe('the program '.repeat(100));
    expect(readZipEntry(archive, (name) => name === 'metadata')?.toString()).toBe('about');
  });

  it('answers null for a file that is not in it', () => {
    expect(readZipEntry(archive, () => false)).toBeNull();
  });

  it('refuses what is no archive, and a method that it does not know', () => {
    expect(() => readZipEntry(Buffer.from('<html>not found</html>'), () => true)).toThrow('not a zip archive');
    expect(() => readZipEntry(zip([['a', 'b', 93]]), () => true)).toThrow('zip method 93');
  });
});
