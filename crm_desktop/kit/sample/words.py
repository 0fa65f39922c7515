"""The words sample names are put together from. No real company or person is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One land's words."""

    surnames: str | tuple[str, ...]
    given: Sequence[str]
    brand: Sequence[str]
    cities: tuple[tuple[str, str], ...]
    areas: dict[str, str]
    districts: tuple[str, ...]
    streets: tuple[str, ...]
    number: str
    districts_code: tuple[str, ...]
    industries: tuple[tuple[str, tuple[str, ...]], ...]
    endings: tuple[str, ...]
    natures: tuple[str, ...]
    positions: tuple[tuple[str, str, str], ...]
    products: tuple[str, ...]
    latin: bool = False  # written with spaces, the given name first


MAINLAND = Words(
    surnames=(*"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董"
               "潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏韦傅方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤单仇解查区",
              "欧阳", "上官", "司马", "诸葛"),
    given="伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰红梅建国文辉力波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子良海山仁义兴朗岚若彤知远书瑶一诺安然晓雨桐嘉怡思源景行立群庆华",
    brand="恒岚宏榆青梧锦汀启衡望泰竹里云浦瑞砚南屿松烟北辰溪石霁色丰穗鹭原澄屿禾康远图嘉木凌波晨曜星河沐川映雪朗润祺盛拓新博远天晟聚源海纳鑫隆昱辉明德同创诚达",
    cities=(("华东", "上海"), ("华东", "苏州"), ("华东", "杭州"), ("华东", "南京"), ("华东", "无锡"), ("华东", "宁波"),
            ("华南", "深圳"), ("华南", "广州"), ("华南", "东莞"), ("华南", "佛山"), ("华南", "厦门"),
            ("华北", "北京"), ("华北", "天津"), ("华北", "石家庄"), ("华中", "武汉"), ("华中", "长沙"), ("华中", "郑州"),
            ("西南", "成都"), ("西南", "重庆"), ("西南", "昆明"), ("西北", "西安"), ("东北", "沈阳"), ("东北", "大连")),
    areas={"上海": "021", "苏州": "0512", "杭州": "0571", "南京": "025", "无锡": "0510", "宁波": "0574", "深圳": "0755",
           "广州": "020", "东莞": "0769", "佛山": "0757", "厦门": "0592", "北京": "010", "天津": "022", "石家庄": "0311",
           "武汉": "027", "长沙": "0731", "郑州": "0371", "成都": "028", "重庆": "023", "昆明": "0871", "西安": "029",
           "沈阳": "024", "大连": "0411"},
    districts=("市高新区", "市工业园区", "市开发区", "市新城区", "市滨江区", "市东湖区", "市西山区"),
    streets=("望亭路", "科技大道", "创业路", "学院路", "长江路", "人民路", "青石街", "云溪路", "松涛路", "明湖大道", "金桥路"),
    number=" 号",
    districts_code=("310115", "320505", "330108", "440305", "440106", "110108", "420111", "510107", "610113"),
    industries=(("精密加工", ("精密机械", "数控设备", "模具")), ("电子", ("电子", "电子科技", "半导体")),
                ("食品", ("食品", "乳业", "粮油")), ("纺织", ("纺织", "服饰", "印染")), ("建材", ("建材", "装饰材料")),
                ("新能源", ("光伏设备", "新能源", "储能科技")), ("汽车零部件", ("汽车零部件", "汽车电子")),
                ("医疗器械", ("医疗器械", "生物科技")), ("物流", ("物流", "供应链", "仓储")),
                ("印刷包装", ("印务", "包装")), ("办公家具", ("办公家具", "家居")), ("软件", ("信息技术", "软件", "网络科技")),
                ("化工", ("新材料", "化工")), ("贸易", ("贸易", "进出口"))),
    endings=("有限公司", "有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司"),
    natures=("民营", "民营", "民营", "国有", "合资", "外资", "股份制"),
    positions=(("总经理", "总经办", "general_manager"), ("副总经理", "总经办", "deputy_general_manager"),
               ("采购经理", "采购部", "department_manager"), ("设备部经理", "设备部", "department_manager"),
               ("采购主管", "采购部", "department_supervisor"), ("生产主管", "生产部", "department_supervisor"),
               ("采购员", "采购部", "department_staff"), ("财务", "财务部", "department_staff"),
               ("前台", "行政部", "other_persons")),
    products=("螺杆空压机 LG-37", "螺杆空压机 LG-55", "冷干机 LD-20", "储气罐 1 立方", "过滤器滤芯", "变频柜 BP-45",
              "离心风机 LF-6", "液压站 YZ-12", "减速机 JS-80", "年度保养服务", "备件包 A", "备件包 B", "上门检修服务"),
)

TAIWAN = Words(
    surnames=(*"陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴", "歐陽"),
    given="怡君雅婷志明俊傑淑芬美玲家豪宗翰佳穎欣怡建宏承恩柏翰詩涵雅雯冠宇宜庭子軒品妍思妤詠晴文彥哲瑋彥廷育誠靜宜惠如麗華秀英國華",
    brand="恆嵐宏榆青梧錦汀啟衡望泰竹里雲浦瑞硯南嶼松煙北辰溪石霽色豐穗鷺原澄嶼禾康遠圖嘉木凌波晨曜星河沐川映雪朗潤祺盛拓新博遠",
    cities=(("北部", "台北"), ("北部", "新北"), ("北部", "桃園"), ("北部", "新竹"), ("中部", "台中"), ("中部", "彰化"),
            ("南部", "台南"), ("南部", "高雄"), ("東部", "花蓮")),
    areas={"台北": "02", "新北": "02", "桃園": "03", "新竹": "03", "台中": "04", "彰化": "04", "台南": "06", "高雄": "07",
           "花蓮": "03"},
    districts=("市中山區", "市西屯區", "市工業區", "市科學園區", "市安平區", "市前鎮區"),
    streets=("望亭路", "中正路", "民生路", "科技路", "園區三路", "復興路", "青石街", "雲溪路", "松濤路"),
    number=" 號",
    districts_code=("000000",),
    industries=(("精密加工", ("精密機械", "模具")), ("電子", ("電子", "半導體")), ("食品", ("食品", "乳業")),
                ("紡織", ("紡織", "服飾")), ("建材", ("建材",)), ("綠能", ("光電", "綠能科技")), ("醫療器材", ("醫療器材", "生技")),
                ("物流", ("物流", "倉儲")), ("印刷包裝", ("印刷", "包裝")), ("軟體", ("資訊", "軟體"))),
    endings=("有限公司", "有限公司", "股份有限公司", "股份有限公司", "企業有限公司"),
    natures=("民營", "民營", "合資", "外資", "上市"),
    positions=(("總經理", "總經理室", "general_manager"), ("副總經理", "總經理室", "deputy_general_manager"),
               ("採購經理", "採購部", "department_manager"), ("設備課長", "設備課", "department_supervisor"),
               ("採購專員", "採購部", "department_staff"), ("會計", "財務部", "department_staff"),
               ("總機", "行政部", "other_persons")),
    products=("螺旋空壓機 LG-37", "螺旋空壓機 LG-55", "乾燥機 LD-20", "儲氣桶 1 立方", "濾芯", "變頻櫃 BP-45", "離心風機 LF-6",
              "油壓站 YZ-12", "減速機 JS-80", "年度保養服務", "零件包 A", "零件包 B", "到府檢修服務"),
)

ENGLISH = Words(
    surnames=("Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ma", "Zhu",
              "Hu", "Guo", "He", "Lin", "Gao", "Luo", "Zheng", "Liang", "Xie", "Song", "Tang", "Han", "Feng", "Deng",
              "Cao", "Peng", "Zeng", "Xiao", "Tian", "Dong", "Pan", "Yuan", "Cai", "Jiang", "Yu", "Du", "Ye", "Cheng",
              "Wei", "Ouyang", "Shangguan"),
    given=("wei", "fang", "na", "min", "jing", "li", "qiang", "lei", "yang", "yan", "yong", "jun", "jie", "juan", "tao",
           "ming", "chao", "xiu", "xia", "ping", "gang", "gui", "hua", "lan", "mei", "jian", "guo", "wen", "hui", "bo",
           "ning", "long", "xue", "rui", "xin", "chen", "yu", "tong", "yi", "ran"),
    brand=("heng", "lan", "hong", "yu", "qing", "wu", "jin", "ting", "qi", "wang", "tai", "zhu", "li", "yun", "pu",
           "rui", "yan", "nan", "song", "bei", "chen", "xi", "shi", "feng", "sui", "lu", "yuan", "cheng", "he", "kang",
           "tu", "jia", "mu", "bo", "chao", "xing", "ming", "de", "tong", "da"),
    cities=(("East", "Shanghai"), ("East", "Suzhou"), ("East", "Hangzhou"), ("East", "Nanjing"), ("East", "Wuxi"),
            ("East", "Ningbo"), ("South", "Shenzhen"), ("South", "Guangzhou"), ("South", "Dongguan"),
            ("South", "Xiamen"),
            ("North", "Beijing"), ("North", "Tianjin"), ("Centre", "Wuhan"), ("Centre", "Changsha"),
            ("West", "Chengdu"), ("West", "Chongqing"), ("West", "Xi'an"), ("North-east", "Shenyang"),
            ("North-east", "Dalian")),
    areas={"Shanghai": "021", "Suzhou": "0512", "Hangzhou": "0571", "Nanjing": "025", "Wuxi": "0510", "Ningbo": "0574",
           "Shenzhen": "0755", "Guangzhou": "020", "Dongguan": "0769", "Xiamen": "0592", "Beijing": "010",
           "Tianjin": "022", "Wuhan": "027", "Changsha": "0731", "Chengdu": "028", "Chongqing": "023", "Xi'an": "029",
           "Shenyang": "024", "Dalian": "0411"},
    districts=("High-tech Zone", "Industrial Park", "Development Zone", "New Town", "Riverside", "East Lake"),
    streets=("Wangting Road", "Science Avenue", "College Road", "Yangtze Road", "Bluestone Street", "Brook Road",
             "Pine Road", "Lake Avenue", "Golden Bridge Road"),
    number="",
    districts_code=MAINLAND.districts_code,
    industries=(("Precision parts", ("Precision Machinery", "Tooling", "Moulds")),
                ("Electronics", ("Electronics", "Semiconductors")), ("Food", ("Foods", "Dairy")),
                ("Textiles", ("Textiles", "Garments")), ("Building materials", ("Building Materials",)),
                ("New energy", ("Solar", "Energy Storage")), ("Car parts", ("Car Parts", "Car Electronics")),
                ("Medical devices", ("Medical Devices", "Biotech")), ("Logistics", ("Logistics", "Warehousing")),
                ("Packaging", ("Printing", "Packaging")), ("Furniture", ("Furniture",)),
                ("Software", ("Software", "Networks")), ("Chemicals", ("Chemicals", "New Materials")),
                ("Trade", ("Trading",))),
    endings=("Co., Ltd.", "Co., Ltd.", "Co., Ltd.", "Group", "Ltd."),
    natures=("private", "private", "private", "state-owned", "joint venture", "foreign", "shareholding"),
    positions=(("General manager", "Management", "general_manager"),
               ("Deputy general manager", "Management", "deputy_general_manager"),
               ("Head of purchasing", "Purchasing", "department_manager"),
               ("Head of maintenance", "Maintenance", "department_manager"),
               ("Purchasing supervisor", "Purchasing", "department_supervisor"),
               ("Production supervisor", "Production", "department_supervisor"),
               ("Buyer", "Purchasing", "department_staff"), ("Accountant", "Finance", "department_staff"),
               ("Front desk", "Administration", "other_persons")),
    products=("Screw compressor LG-37", "Screw compressor LG-55", "Dryer LD-20", "Air tank 1 m³", "Filter element",
              "Inverter cabinet BP-45", "Fan LF-6", "Hydraulic unit YZ-12", "Gear JS-80", "Yearly service",
              "Spare parts A", "Spare parts B", "Repair on site"),
    latin=True,
)
