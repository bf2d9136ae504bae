import { createRequire } from "node:module";

const resolve = createRequire(import.meta.url).resolve;
const FOLDER = "@expo-google-fonts/noto-sans-sc";

/** Files of the one font family that may be embedded in documents (Noto Sans SC, SIL Open Font License 1.1). */
export const fontFiles = () => ({
  regular: resolve(`${FOLDER}/400Regular/NotoSansSC_400Regular.ttf`),
  bold: resolve(`${FOLDER}/700Bold/NotoSansSC_700Bold.ttf`),
});
