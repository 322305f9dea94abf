// Draws icon.png: a W in a breakpoint. Run it with node; it needs nothing else.

import { writeFileSync } from 'node:fs';
import { crc32 as crc, deflateSync } from 'node:zlib';

const SIZE = 128;
const SAMPLES = 4; // in each direction, of every pixel
const W = [[39, 47], [51, 82], [64, 53], [77, 82], [89, 47]];

const background = [75, 63, 208];
const red = [229, 72, 77];
const white = [255, 255, 255];

// Distance of a point to a line from a to b.
function distance(x, y, [ax, ay], [bx, by]) {
  const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

// The colour of a point, or undefined outside the icon.
function colour(x, y) {
  const corner = Math.hypot(Math.max(Math.abs(x - 64) - 36, 0), Math.max(Math.abs(y - 64) - 36, 0));
  if (corner > 24) { return undefined; }
  if (W.slice(1).some((to, i) => distance(x, y, W[i], to) < 5)) { return white; }
  return Math.hypot(x - 64, y - 64) < 46 ? red : background;
}

function pixel(px, py) {
  const sum = [0, 0, 0];
  let covered = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const c = colour(px + (i % SAMPLES + 0.5) / SAMPLES, py + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES);
    if (c) {
      covered++;
      c.forEach((v, k) => sum[k] += v);
    }
  }
  return [...sum.map(v => covered ? Math.round(v / covered) : 0), Math.round(255 * covered / SAMPLES ** 2)];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6], 8); // 8 bits, RGBA
const rows = Array.from({ length: SIZE }, (_, y) => [0, ...Array.from({ length: SIZE }, (_, x) => pixel(x, y)).flat()]).flat();
writeFileSync(new URL('icon.png', import.meta.url), Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0)),
]));
