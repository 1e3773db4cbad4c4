import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// What people import is shown as text nodes only: nothing here may turn text into markup.
const markup = [
  ['innerHTML', 'outerHTML', 'srcdoc'].map((name) => ({
    selector: `AssignmentExpression[left.property.name='${name}']`,
    message: 'Text is shown by text nodes, never as markup.',
  })),
  {
    selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|createContextualFragment|parseFromString|setHTMLUnsafe)$/]",
    message: 'Text is shown by text nodes, never as markup.',
  },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write/]",
    message: 'Text is shown by text nodes, never as markup.',
  },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is shown by text nodes, never as markup.' },
  { selector: "JSXOpeningElement[name.name=/^(iframe|object|embed)$/]", message: 'A frame could reach the program; there are none.' },
].flat()

export default tseslint.config(
  { ignores: ['dist/', 'src/wailsjs/', 'node_modules/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', ...markup],
      'no-restricted-globals': [
        'error',
        { name: 'localStorage', message: 'Preferences are kept by the program, not by the web view.' },
        { name: 'sessionStorage', message: 'Preferences are kept by the program, not by the web view.' },
        { name: 'alert', message: 'Dialogs of the page are components; dialogs of the system are asked for through api/.' },
        { name: 'confirm', message: 'Dialogs of the page are components; dialogs of the system are asked for through api/.' },
        { name: 'prompt', message: 'Dialogs of the page are components; dialogs of the system are asked for through api/.' },
        { name: 'fetch', message: 'Requests go through the transport in api/, which carries the secret.' },
      ],
      eqeqeq: 'error',
    },
  },
  { files: ['src/api/wails.ts', 'src/api/own-files.ts', 'e2e/**', 'test/**'], rules: { 'no-restricted-globals': 'off' } },
)
