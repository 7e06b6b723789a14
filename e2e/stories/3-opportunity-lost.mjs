import assert from 'node:assert/strict';
import { call, signIn, until } from './../steps.mjs';

export const title = 'an opportunity is dragged along the board, and lost only with a reason';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const customer = await call(p, 'POST', '/customers', { fullName: '宁波海川供应链管理有限公司', industry: 'RETAIL', primaryContact: { name: '周子昂', mobile: '13900001111' } });
  const opportunity = await call(p, 'POST', '/opportunities', {
    customerId: customer.id, name: '仓储系统二期', expectedAmount: 860000, expectedCloseDate: '2027-01-18', source: 'EXHIBITION',
  });
  const stored = async () => (await program.rows('select stage, close_reason from opportunity where id = $1', [opportunity.id]))[0];

  await p.goto('/opportunities/board');
  const card = p.locator(`article[data-id="${opportunity.id}"]`);
  await card.waitFor();
  await drag(p, card, p.locator('section.lane[aria-label="方案演示"]'));
  await until(async () => (await stored()).stage === 'PROPOSAL_DEMO');
  await shot(p, 'board');

  await drag(p, card, p.locator('section.lane[aria-label="流失"]'));
  const dialog = p.getByRole('dialog');
  await dialog.waitFor();
  assert.equal((await stored()).stage, 'PROPOSAL_DEMO', 'not lost before the reason is given');
  await shot(p, 'board-reason');
  await dialog.getByText('客户选择竞争对手').click();
  await dialog.locator('footer .btn.pri, footer button.danger-solid').last().click();
  await until(async () => (await stored()).stage === 'LOST');
  assert.equal((await stored()).close_reason, 'CHOSE_COMPETITOR');
}

async function drag(page, card, lane) {
  const from = await card.boundingBox();
  const to = await lane.boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + 20, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + Math.min(120, to.height / 2), { steps: 12 });
  await page.waitForTimeout(200);
  await page.mouse.up();
}
