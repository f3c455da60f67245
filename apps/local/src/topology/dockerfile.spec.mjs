import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from './dockerfile.mjs';

describe('an image built without Docker', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'ripen-dockerfile-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const build = async (dockerfile, files = {}) => {
    const context = join(folder, 'context');
    await mkdir(join(context, 'deep', 'node_modules'), { recursive: true });
    for (const [name, text] of Object.entries({ Dockerfile: dockerfile, ...files }))
      await writeFile(join(context, name), text);
    return buildImage({ context, folder: join(folder, 'image'), note: () => {} });
  };

  it('holds what its last stage copies, made by the steps of the first', async () => {
    const image = await build(
      `# syntax=docker/dockerfile:1
FROM node AS build
WORKDIR /app
ENV WORD=ripe
COPY . .
RUN echo "$WORD" \\
  > made.txt
FROM node
WORKDIR /srv
ENV MODE=quiet
COPY --from=build /app/made.txt ./
COPY --from=build /app/deep deep
USER node
CMD ["node", "main.js"]`,
      { '.dockerignore': '# not\n**/node_modules\n*.log\n', 'a.log': '', 'deep/node_modules/x': '', 'deep/kept': '' },
    );
    expect(image).toMatchObject({ workdir: '/srv', env: { MODE: 'quiet' }, cmd: ['node', 'main.js'] });
    expect(await readFile(join(image.root, 'srv/made.txt'), 'utf8')).toBe('ripe\n');
    expect((await readdir(join(image.root, 'srv'), { recursive: true })).sort()).toEqual([
      'deep',
      'deep/kept',
      'made.txt',
    ]);
    expect(await readdir(join(folder, 'image'))).toHaveLength(1);
  });

  it('fails with the words of the step that failed, and with a word that is not known', async () => {
    await expect(build('FROM node\nRUN echo it is broken; exit 3')).rejects.toThrow(/it is broken/);
    await expect(build('FROM node\nADD https://example.org/x /')).rejects.toThrow(/ADD is not known/);
  });
});
