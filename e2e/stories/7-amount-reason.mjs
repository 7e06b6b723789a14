import assert from 'node:assert/strict';
import { call, fact, signIn, until } from './../steps.mjs';

export const title = 'an amount that changes by more than 20 % asks for the reason; a manager confirms the probability';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const customer = await call(p, 'POST', '/customers', { fullName: '嘉兴嘉禾新能源材料有限公司', industry: 'MANUFACTURING', primaryContact: { name: '顾明远', mobile: '13900007001' } });
  const opportunity = await call(p, 'POST', '/opportunities', { customerId: customer.id, name: '三期产线 MES', expectedAmount: 500000, expectedCloseDate: '2027-03-01', source: 'REFERRAL' });
  const stored = async () => (await program.rows('select expected_amount::int as amount, amount_reason, probability::int, probability_status from opportunity where id = $1', [opportunity.id]))[0];

  await p.goto(`/opportunities/${opportunity.id}`);
  const row = fact(p, '预计成交金额');
  await row.hover();
  await row.getByRole('button', { name: /修改预计成交金额/ }).click();
  const editing = p.locator('.fact.editing');
  await editing.locator('input').first().fill('900,000');
  await editing.getByRole('button', { name: '保存' }).click();
  const why = editing.locator('[data-field="amountReason"] :is(input, textarea)');
  await why.waitFor();
  assert.equal((await stored()).amount, 500000, 'not stored before the reason is given');
  await shot(p, 'amount-reason');
  await why.fill('客户追加十八个工位');
  await editing.getByRole('button', { name: '保存' }).click();
  await until(async () => (await stored()).amount === 900000);
  assert.equal((await stored()).amount_reason, '客户追加十八个工位');

  await p.locator('[data-confirm]').click();
  const dialog = p.getByRole('dialog', { name: '确认概率' });
  await dialog.getByLabel('成交概率（%）').fill('45');
  await shot(p, 'confirm-probability');
  await dialog.getByRole('button', { name: '确认', exact: true }).click();
  await until(async () => (await stored()).probability_status === 'CONFIRMED');
  assert.equal((await stored()).probability, 45);
  await p.locator('[data-confirm]').waitFor({ state: 'detached' });
}
