// A pack's modules may import the text files in their exercise's assets/ folder.

declare module "*.txt" {
  const text: string;
  export default text;
}
