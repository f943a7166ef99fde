-- What the generator wrote, as typed Parquet.
COPY (FROM read_csv('${data}/csv/store_sales.csv', header = true, nullstr = '',
  types = {'ss_sales_price': 'DECIMAL(7,2)', 'ss_ext_discount_amt': 'DECIMAL(7,2)',
    'ss_coupon_amt': 'DECIMAL(7,2)', 'ss_net_paid': 'DECIMAL(7,2)'}))
TO '${out}/store_sales.parquet' (FORMAT parquet);
COPY (FROM read_csv('${data}/csv/web_sales.csv', header = true, nullstr = '',
  types = {'ws_sales_price': 'DECIMAL(7,2)', 'ws_ext_discount_amt': 'DECIMAL(7,2)',
    'ws_coupon_amt': 'DECIMAL(7,2)', 'ws_net_paid': 'DECIMAL(7,2)'}))
TO '${out}/web_sales.parquet' (FORMAT parquet);
COPY (FROM read_csv('${data}/csv/item.csv', header = true, nullstr = ''))
TO '${out}/item.parquet' (FORMAT parquet);
