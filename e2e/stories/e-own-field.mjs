import assert from 'node:assert/strict';
import { call, fact, signIn, until } from './../steps.mjs';

export const title = 'the company makes fields of its own: filled in a form, listed, filtered, sorted by, imported, taken out of use';

export default async function story({ program, state, page, shot }) {
  const p = await page();
  await signIn(p, state.admin);
  const kept = async (name) => (await program.rows('select custom from customer where full_name = $1', [name]))[0]?.custom;

  // From nothing: a choice with two options, and a number that lists can be sorted by.
  await p.goto('/settings/fields?of=customers');
  await p.getByRole('button', { name: '添加字段' }).first().click();
  const dialog = p.getByRole('dialog', { name: '给客户添加字段' });
  const field = (name) => dialog.locator(`[data-field="${name}"] input`);
  await field('labelZh').fill('会员等级');
  await field('labelEn').fill('Member tier');
  assert.equal(await field('name').inputValue(), 'memberTier');
  await dialog.locator('[data-field="type"] button').click();
  await p.getByRole('option', { name: '单选' }).click();
  for (const [n, zh, en] of [[1, '金卡', 'Gold'], [2, '银卡', 'Silver']]) {
    await dialog.getByRole('button', { name: '添加选项' }).click();
    await dialog.getByLabel(`第 ${n} 个选项的中文名称`).fill(zh);
    await dialog.getByLabel(`第 ${n} 个选项的英文名称`).fill(en);
  }
  await shot(p, 'field-dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await until(async () => (await program.rows("select 1 from field_definition where name = 'memberTier' and active")).length === 1);
  await p.getByRole('button', { name: '添加字段' }).first().click();
  await field('labelZh').fill('门店数');
  await field('labelEn').fill('Shops');
  await dialog.locator('[data-field="type"] button').click();
  await p.getByRole('option', { name: '数字' }).click();
  await dialog.getByRole('switch', { name: '可排序' }).click();
  await field('min').fill('0');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await p.getByText('custom.shops').waitFor();
  await shot(p, 'fields');

  // In the form, with its limits.
  await p.goto('/customers');
  await p.getByRole('button', { name: '新建客户' }).first().click();
  const form = p.getByRole('dialog', { name: '新建客户' });
  await form.locator('[data-field="fullName"] input').fill('绍兴南池连锁超市有限公司');
  await form.locator('[data-field="industry"] button').click();
  await p.getByRole('option', { name: '零售业' }).click();
  await form.locator('[data-field="primaryContact.name"] input').fill('陶然');
  await form.locator('[data-field="primaryContact.mobile"] input').fill('13900022001');
  await form.getByRole('button', { name: /更多字段|其余/ }).click();
  await form.locator('[data-field="custom.memberTier"] button').click();
  await p.getByRole('option', { name: '金卡' }).click();
  await form.locator('[data-field="custom.shops"] input').fill('-3');
  await form.getByRole('button', { name: '还没联系过' }).click();
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await form.getByText('不能小于 0').waitFor();
  await form.locator('[data-field="custom.shops"] input').fill('12');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await until(async () => (await kept('绍兴南池连锁超市有限公司'))?.shops === 12);
  assert.deepEqual(await kept('绍兴南池连锁超市有限公司'), { memberTier: 'GOLD', shops: 12 });

  // A file brings more, by the fields' names.
  const csv = '公司名称,联系人,手机,行业,会员等级,门店数\n丽水云和百货店,甲,13900022002,零售业,银卡,3\n衢州信安便利店,乙,13900022003,零售业,金卡,45\n';
  await p.goto('/customers/import');
  await p.setInputFiles('input[type=file]', { name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await p.waitForURL(/\/imports\/\d+/);
  await p.getByRole('button', { name: '开始检查' }).click();
  await p.getByRole('button', { name: /开始写入/ }).click();
  await until(async () => (await kept('衢州信安便利店')) !== undefined);
  assert.deepEqual(await kept('衢州信安便利店'), { memberTier: 'GOLD', shops: 45 });

  // Listed, filtered by the choice, sorted by the number.
  const filter = encodeURIComponent(JSON.stringify(['custom.memberTier', 'in', ['GOLD']]));
  await p.goto(`/customers?f=${filter}&cols=fullName,custom.memberTier,custom.shops&sort=-custom.shops`);
  const names = () => p.locator('tbody tr').allInnerTexts();
  await p.locator('th .headbtn', { hasText: '门店数' }).waitFor();
  await until(async () => (await names()).length === 2);
  assert.deepEqual((await names()).map((text) => text.includes('衢州信安')), [true, false]);
  await p.goto(`/customers?f=${filter}&cols=fullName,custom.memberTier,custom.shops&sort=custom.shops`);
  await until(async () => (await names())[0]?.includes('绍兴南池'));
  await shot(p, 'own-fields-in-list');

  // On the record's page it is changed like any other.
  const { id } = (await program.rows("select id from customer where full_name = '衢州信安便利店'"))[0];
  await p.goto(`/customers/${id}`);
  const row = fact(p, '会员等级');
  await row.hover();
  await row.getByRole('button', { name: '修改会员等级' }).click();
  await p.getByRole('option', { name: '银卡' }).click();
  await p.locator('.fact.editing').getByRole('button', { name: '保存' }).click();
  await until(async () => (await kept('衢州信安便利店'))?.memberTier === 'SILVER');
  await shot(p, 'own-fields-on-record');

  // Out of use it is nowhere; a filter that still names it says so.
  await p.goto('/settings/fields?of=customers');
  await p.locator('li', { hasText: '会员等级' }).getByRole('button', { name: '停用' }).click();
  await until(async () => (await program.rows("select 1 from field_definition where name = 'memberTier' and not active")).length === 1);
  await p.goto(`/customers?f=${filter}`);
  await p.locator('.fchip.gone').waitFor();
  await call(p, 'PATCH', `/field-definitions/${(await program.rows("select id from field_definition where name = 'shops'"))[0].id}`, { active: false, version: 1 });
}
