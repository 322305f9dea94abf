// Drives the extension in a real editor: code-server, in a browser. install.sh has to have installed it.
//
//   VSIX          the extension
//   WDBG          the wdbg command
//   VSCODE_SHOTS  a folder for pictures; empty: none are kept
//   VSCODE_KEEP   leave the editor's data, with the log of messages, where it is; without it, it stays only if a step fails
//   ONLY          a pattern of the names of the steps to run
//   CHROMIUM      the browser; default /usr/bin/chromium
//
// Each step says what the user would do and see. Where one fails, a picture and the messages between editor and wdbg are left in
// the folder it names.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const wdbg = path.resolve(need('WDBG'));
const vsix = path.resolve(need('VSIX'));
const shots = process.env.VSCODE_SHOTS;
const scratch = mkdtempSync(path.join(tmpdir(), 'wdbg-vscode-'));
const workspace = path.join(scratch, 'shop');
const WAIT = 30_000;

function need(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set; see the beginning of editor.mjs`);
    process.exit(2);
  }
  return value;
}

const line = marker => 1 + readFileSync(path.join(workspace, 'main.cpp'), 'utf8').split('\n').findIndex(l => l.includes(`//@${marker}`));

// The editor, in folders of its own, so that no setting of this machine matters.

const places = ['--user-data-dir', path.join(scratch, 'data'), '--extensions-dir', path.join(scratch, 'extensions'), '--config', path.join(scratch, 'config.yaml')];
const entry = path.join(here, 'node_modules/code-server/out/node/entry.js');
const environment = { ...process.env, XDG_CONFIG_HOME: scratch, XDG_DATA_HOME: scratch };

function prepare() {
  cpSync(path.join(here, 'workspace'), workspace, { recursive: true });
  writeFileSync(path.join(scratch, 'config.yaml'), 'bind-addr: 127.0.0.1:0\nauth: none\ncert: false\n');
  settings('Machine', { 'wdbg.path': wdbg });
  settings('User', {
    'wdbg.trace': true, 'debug.toolBarLocation': 'docked', 'debug.openDebug': 'openOnDebugBreak', 'debug.inlineValues': 'auto',
    'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'telemetry.telemetryLevel': 'off', 'extensions.autoCheckUpdates': false,
    'security.workspace.trust.enabled': false, 'editor.minimap.enabled': false, 'git.enabled': false, 'chat.commandCenter.enabled': false,
    'workbench.colorTheme': 'Default Light Modern', 'window.restoreWindows': 'none', 'terminal.integrated.gpuAcceleration': 'off', 'workbench.editor.restoreViewState': false,
  });
  const installed = spawnSync(process.execPath, [entry, ...places, '--install-extension', vsix], { env: environment, encoding: 'utf8' });
  assert.equal(installed.status, 0, installed.stdout + installed.stderr);
}

function settings(whose, values) {
  mkdirSync(path.join(scratch, 'data', whose), { recursive: true });
  writeFileSync(path.join(scratch, 'data', whose, 'settings.json'), JSON.stringify(values));
}

function serve() {
  const server = spawn(process.execPath, [entry, ...places, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check',
    '--disable-getting-started-override', '--disable-workspace-trust'], { env: environment });
  return new Promise((resolve, reject) => {
    let text = '';
    const read = data => {
      text += data;
      const address = /listening on (http:\/\/[0-9.:]+)/.exec(text);
      if (address) {
        resolve({ server, address: address[1] });
      }
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', code => reject(new Error(`code-server ended with ${code}: ${text}`)));
  });
}

// What a user can do.

let page;
let address;

const visible = (selector, text, timeout = WAIT) => {
  const found = page.locator(selector, text === undefined ? {} : { hasText: text }).first();
  return found.waitFor({ state: 'visible', timeout }).then(() => found);
};

async function shot(name) {
  if (shots) {
    await page.mouse.move(5, 5);
    await page.screenshot({ path: path.join(shots, `vscode-${name}.png`) });
  }
}

// Carries out a command. The editor closes the box for it when something else takes the focus meanwhile: then a user does it again.
async function command(name) {
  for (let tries = 0; ; tries++) {
    try {
      await page.keyboard.press('F1');
      const input = await visible('.quick-input-widget input', undefined, 3000);
      await input.fill('>' + name, { timeout: 3000 });
      await visible('.quick-input-list .monaco-list-row', name, 3000);
      await page.keyboard.press('Enter');
      return;
    } catch (error) {
      if (tries === 4) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
}

// Opens a file, in the same way.
async function openFile(name, line) {
  for (let tries = 0; ; tries++) {
    try {
      await page.keyboard.press('Control+P');
      const input = await visible('.quick-input-widget input', undefined, 3000);
      await input.fill(line === undefined ? name : `${name}:${line}`, { timeout: 3000 });
      await (await visible('.quick-input-list .monaco-list-row', name, 3000)).click({ timeout: 3000 });
      await visible('.tab.active', name, 3000);
      break;
    } catch (error) {
      if (tries === 4) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
  if (line !== undefined) {
    await visible('#status\\.editor\\.selection', `Ln ${line},`);
  }
}

// The text of the stack frame that the editor shows as the one where the program stands.
async function standsIn(name, line) {
  await visible('.debug-call-stack .stack-frame', line === undefined ? name : new RegExp(`${name}[^]*main\\.cpp[^]*${line}:`));
}

async function breakAt(number) {
  await openFile('main.cpp', number);
  await page.locator('.editor-instance .monaco-editor').first().waitFor();
  await page.keyboard.press('F9');
  await visible('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified');
}

async function expand(text) {
  const row = await visible('.debug-view-content .monaco-list-row', text);
  await row.click();
  await page.keyboard.press('ArrowRight');
}

const steps = [];
const step = (name, run) => steps.push({ name, run });

step('a folder is opened', async () => {
  await page.goto(`${address}/?folder=${encodeURIComponent(workspace)}`);
  await visible('.monaco-workbench');
  await visible('.explorer-folders-view .monaco-list-row', 'main.wasm');
});

step('a module is shown: its sections, functions and code', async () => {
  await openFile('main.wasm');
  const frame = await moduleFrame();
  await frame.locator('#sections tr', { hasText: '.debug_info' }).waitFor();
  await frame.locator('#lines .line', { hasText: 'call' }).first().waitFor();
  await frame.locator('#search').fill('average');
  await frame.locator('#search').press('Enter');
  await frame.locator('#lines .opcode', { hasText: 'i32.div_s' }).waitFor();
  await frame.locator('#source').check();
  await frame.locator('#lines .source', { hasText: 'return sum / count' }).waitFor();
  await shot('module');
});

async function moduleFrame() {
  await visible('iframe.webview');
  for (let tries = 0; tries < 300; tries++) {
    for (const frame of page.frames()) {
      if (await frame.locator('#functions-title').count().catch(() => 0)) {
        return frame;
      }
    }
    await page.waitForTimeout(100);
  }
  throw new Error('the page of the module does not appear');
}

step('F5 without a launch.json stops at a breakpoint', async () => {
  await breakAt(line('break(sum)'));
  await page.keyboard.press('F5');
  await standsIn('total');
});

step('a std::vector is expanded', async () => {
  await expand('orders');
  await expand('[2]');
  await visible('.debug-view-content .monaco-list-row', 'who orders more');
  await visible('.view-line', 'sum = 0'); // inline, in a line of the source
  await shot('variables');
});

step('a step goes on', async () => {
  await page.keyboard.press('F10');
  await standsIn('total', line('break(sum)') - 1);
});

step('the trap is explained where it happens', async () => {
  await openFile('main.cpp', line('break(sum)'));
  await page.keyboard.press('F9'); // takes it away
  await page.locator('.codicon-debug-breakpoint').first().waitFor({ state: 'hidden', timeout: WAIT });
  await page.keyboard.press('F5');
  await standsIn('average');
  await visible('.debug-call-stack .stack-frame .line-number, .debug-call-stack .line-number', '33:35'); // of main, which comes later
  const widget = await visible('.exception-widget');
  assert.match(await widget.innerText(), /divide by zero/);
  await shot('trap');
});

step('commands of wdbg debug can be typed in the console', async () => {
  await command('Debug Console: Focus on Debug Console View');
  const input = await visible('.repl-input-wrapper .monaco-editor');
  await input.click();
  await page.keyboard.type('print count + 4711', { delay: 20 });
  await page.keyboard.press('Escape'); // the suggestions
  await page.keyboard.press('Enter');
  await visible('.repl-tree .monaco-list-row', '$1 = 4711');
  await shot('console');
});

step('the instructions are shown where it stands', async () => {
  await command('Open Disassembly View');
  await visible('.monaco-table .monaco-list-row', 'i32.div_s');
  await shot('disassembly');
});

step('it ends', async () => {
  await ended();
});

async function ended() {
  await page.keyboard.press('Shift+F5');
  await inactive();
}

async function inactive() {
  await page.locator('.debug-call-stack .stack-frame').first().waitFor({ state: 'hidden', timeout: WAIT });
  await page.locator('.debug-toolbar, .codicon-debug-stop').first().waitFor({ state: 'hidden', timeout: WAIT });
}

step('a module is debugged from its own editor, by the button and by F5', async () => {
  await openFile('main.wasm');
  const frame = await moduleFrame();
  await frame.locator('#debug').click();
  await standsIn('average');
  await ended();
  await openFile('main.wasm');
  await (await moduleFrame()).locator('#listing').click();
  await page.keyboard.press('F5');
  await standsIn('average');
  await ended();
});

step('a module is run without being debugged', async () => {
  await command('Debug Console: Focus on Debug Console View');
  await openFile('main.wasm');
  await (await moduleFrame()).locator('#run').click();
  await visible('.repl-tree .monaco-list-row', '3 orders, 177.00');
  await visible('.repl-tree .monaco-list-row', 'integer divide by zero');
  assert.equal(await page.locator('.debug-call-stack .stack-frame').count(), 0);
  await inactive();
});

step('F5 asks where there are several modules', async () => {
  cpSync(path.join(workspace, 'main.wasm'), path.join(workspace, 'other.wasm'));
  await openFile('main.cpp');
  for (let tries = 0; ; tries++) { // a key is lost while the editor is still busy with the session before
    await page.keyboard.press('F5');
    try {
      await visible('.quick-input-list .monaco-list-row', 'main.wasm', 5000);
      break;
    } catch (error) {
      if (tries === 4) {
        throw error;
      }
    }
  }
  await visible('.quick-input-list .monaco-list-row', 'Another file');
  await (await visible('.quick-input-list .monaco-list-row', 'other.wasm')).click();
  await standsIn('average');
  await ended();
  rmSync(path.join(workspace, 'other.wasm'));
});

step('a launch.json starts a program in a terminal; the code lens is there', async () => {
  launchJSON({ name: 'In a terminal', program: '${workspaceFolder}/main.wasm', console: 'integratedTerminal' });
  await openFile('launch.json');
  const lens = await visible('.codelens-decoration a', 'Debug');
  await lens.click();
  await standsIn('average');
  await command('Terminal: Focus Terminal');
  await visible('.xterm-rows', '3 orders, 177.00');
  await ended();
});

step('a program that is not there is asked for', async () => {
  launchJSON({ name: 'Missing', program: '${workspaceFolder}/missing.wasm' });
  await openFile('launch.json');
  await visible('.view-line', 'missing.wasm'); // it was read again
  await (await visible('.codelens-decoration a', 'Debug')).click();
  const message = await visible('.notification-toast', 'Is the program built?');
  await message.locator('.monaco-button', { hasText: 'Debug Another Module' }).click();
  await standsIn('average');
  await ended();
});

step('a wdbg that is not there is said to be missing', async () => {
  settings('Machine', { 'wdbg.path': path.join(scratch, 'no-such-wdbg') });
  await openFile('main.wasm');
  const frame = await moduleFrame();
  await frame.locator('#debug').click();
  await visible('.notification-toast', 'cannot be run: there is no such file');
  await visible('.notification-toast .monaco-button', 'Open Settings');
});

function launchJSON(configuration) {
  mkdirSync(path.join(workspace, '.vscode'), { recursive: true });
  writeFileSync(path.join(workspace, '.vscode/launch.json'),
    JSON.stringify({ version: '0.2.0', configurations: [{ type: 'wdbg', request: 'launch', ...configuration }] }, undefined, 2));
}

// Running them.

function logs(folder) {
  return readdirSync(folder, { recursive: true }).map(String).filter(name => /(^|[\\/])dap-.*\.log$/.test(name)).map(name => path.join(folder, name));
}

prepare();
const { server, address: at } = await serve();
address = at;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let failed = false;
let doing = 'the browser starts';
try {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  for (const { name, run } of steps.filter(s => !process.env.ONLY || s.name.match(process.env.ONLY))) {
    doing = name;
    await run();
    console.log(`ok   ${name}`);
  }
} catch (error) {
  failed = true;
  console.log(`FAILED ${doing}: ${error.stack}`);
  await page?.screenshot({ path: path.join(scratch, 'failed.png') });
} finally {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill();
}
if (failed || process.env.VSCODE_KEEP) {
  console.log(`see ${path.join(scratch, 'failed.png')} and ${logs(path.join(scratch, 'data')).join(', ') || 'no log of messages'}`);
} else {
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
