// Sixty names that nobody has, so that a demo's people are taken for nobody: plants, in both languages.

const PLANTS: readonly [string, string][] = [
  ["银杏", "Ginkgo"], ["白杨", "Poplar"], ["垂柳", "Willow"], ["红枫", "Maple"], ["雪松", "Cedar"], ["梧桐", "Sycamore"], ["丹桂", "Osmanthus"], ["玉兰", "Magnolia"], ["腊梅", "Wintersweet"], ["海棠", "Crabapple"],
  ["芍药", "Peony"], ["茉莉", "Jasmine"], ["紫藤", "Wisteria"], ["迎春", "Forsythia"], ["石榴", "Pomegranate"], ["枇杷", "Loquat"], ["山楂", "Hawthorn"], ["青竹", "Bamboo"], ["睡莲", "Lotus"], ["菖蒲", "Calamus"],
  ["薄荷", "Mint"], ["迷迭", "Rosemary"], ["百里", "Thyme"], ["罗勒", "Basil"], ["紫苏", "Perilla"], ["茴香", "Fennel"], ["丁香", "Lilac"], ["杜鹃", "Azalea"], ["山茶", "Camellia"], ["木槿", "Hibiscus"],
  ["合欢", "Mimosa"], ["杉木", "Fir"], ["桦树", "Birch"], ["橡树", "Oak"], ["榆树", "Elm"], ["槐树", "Locust"], ["柏树", "Cypress"], ["桑树", "Mulberry"], ["核桃", "Walnut"], ["板栗", "Chestnut"],
  ["蕨叶", "Fern"], ["苔藓", "Moss"], ["芦苇", "Reed"], ["蒲公英", "Dandelion"], ["三叶草", "Clover"], ["雏菊", "Daisy"], ["矢车菊", "Cornflower"], ["薰衣草", "Lavender"], ["向日葵", "Sunflower"], ["牵牛花", "Morningglory"],
  ["鸢尾", "Iris"], ["百合", "Lily"], ["水仙", "Narcissus"], ["风信子", "Hyacinth"], ["郁金香", "Tulip"], ["虞美人", "Poppy"], ["铃兰", "Muguet"], ["桔梗", "Bellflower"], ["石竹", "Pink"], ["凤仙", "Balsam"],
];

export interface DemoStudent {
  name: string;
  username: string;
  section: string;
}

export const DEMO_STUDENTS: readonly DemoStudent[] = PLANTS.map(([zh, en], i) => ({ name: `${zh} ${en}`, username: en.toLowerCase(), section: i % 2 === 0 ? "A" : "B" }));
