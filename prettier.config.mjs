const config = { printWidth: 110 };

export default config;
