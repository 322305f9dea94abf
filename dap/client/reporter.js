// Writes a line for each test, why those fail that do, and how many there were in the plain form that other tools count.

export default async function* report(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const result = type === 'test:fail' ? 'failed' : data.skip !== undefined ? 'skipped' : 'passed';
    count[result]++;
    const reason = typeof data.skip === 'string' ? `: ${data.skip}` : '';
    yield `${result === 'passed' ? 'ok' : result} ${data.name} (${Math.round(data.details.duration_ms)} ms)${reason}\n`;
    if (result === 'failed') failures.push(data);
  }
  for (const { name, details } of failures) {
    const cause = details.error?.cause ?? details.error;
    yield `\nFAILED ${name}\n${cause?.stack ?? cause}\n`;
  }
  yield `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}\n`;
}
