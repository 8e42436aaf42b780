//! Names that programs write into files, in small letters, and the sizes of screens. Only names
//! that stand for nothing else: camera applications that also edit are not among them.

/// Programs made for changing pictures.
pub(super) const EDITORS: [&str; 27] = [
    "photoshop",
    "lightroom",
    "gimp",
    "affinity",
    "pixelmator",
    "snapseed",
    "picsart",
    "facetune",
    "faceapp",
    "meitu",
    "beautyplus",
    "paint.net",
    "canva",
    "luminar",
    "photopea",
    "photoscape",
    "photodirector",
    "paintshop",
    "capture one",
    "darktable",
    "rawtherapee",
    "krita",
    "inkscape",
    "imagemagick",
    "pixlr",
    "vsco",
    "remini",
];

/// Programs and models that make pictures out of words.
pub(super) const GENERATORS: [&str; 16] = [
    "midjourney",
    "dall-e",
    "dall·e",
    "stable diffusion",
    "stable-diffusion",
    "stablediffusion",
    "comfyui",
    "automatic1111",
    "invokeai",
    "novelai",
    "adobe firefly",
    "openai",
    "gpt-4o",
    "google ai",
    "black forest labs",
    "leonardo.ai",
];

/// Keywords of PNG texts in which generators keep what they were told.
pub(super) const PROMPT_KEYWORDS: [&str; 6] = [
    "parameters",
    "prompt",
    "workflow",
    "invokeai_metadata",
    "sd-metadata",
    "dream",
];

/// How generators begin what they keep in the comment of a JPEG.
pub(super) const PROMPT_SIGNS: [&str; 2] = ["negative prompt:", "cfg scale:"];

/// IPTC's word for a picture that an algorithm made, whole or in part (Digital Source Type).
pub(super) const GENERATED_SOURCE: &str = "trainedalgorithmicmedia";

/// Programs that take a picture of the screen.
pub(super) const SCREENSHOT_TOOLS: [&str; 8] = [
    "screenshot",
    "screen shot",
    "greenshot",
    "sharex",
    "snipping",
    "spectacle",
    "flameshot",
    "lightshot",
];

/// Pixels of common screens, shorter side first. Sizes that cameras have too are left out.
pub(super) const SCREENS: [(u32, u32); 35] = [
    (640, 1136),
    (750, 1334),
    (828, 1792),
    (1125, 2436),
    (1170, 2532),
    (1179, 2556),
    (1206, 2622),
    (1242, 2208),
    (1242, 2688),
    (1284, 2778),
    (1290, 2796),
    (1320, 2868),
    (720, 1600),
    (1080, 2220),
    (1080, 2280),
    (1080, 2310),
    (1080, 2340),
    (1080, 2376),
    (1080, 2400),
    (1080, 2408),
    (1080, 2412),
    (1344, 2992),
    (1440, 2960),
    (1440, 3040),
    (1440, 3088),
    (1440, 3120),
    (1440, 3200),
    (1488, 2266),
    (1620, 2160),
    (1640, 2360),
    (1668, 2388),
    (2048, 2732),
    (768, 1366),
    (900, 1440),
    (1800, 2880),
];
