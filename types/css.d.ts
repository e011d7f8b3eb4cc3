/** Style sheets of packages are imported for their effect. */
declare module "*.css";
